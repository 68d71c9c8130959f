namespace Pipeline.Sdk.Tests;

/// <summary>
/// The rules of WCAG 2.2, level AA, that a program can check, asked in the page itself with what the browser computed: names, labels, headings, landmarks, tables,
/// contrast, links, page width. Gives a sentence for each place that breaks one.
/// </summary>
internal static class AccessibilityRules
{
    public const string Script = """
        () => {
          const broken = [];
          const tell = (rule, element) => broken.push(rule + ': ' + (element ? element.outerHTML.slice(0, 160) : ''));
          const visible = element => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden' && !element.closest('[aria-hidden=true]');
          const all = selector => [...document.querySelectorAll(selector)].filter(visible);
          const named = element => element.getAttribute('aria-label') || document.getElementById(element.getAttribute('aria-labelledby') || '-')?.textContent || element.textContent.trim();

          if (!document.documentElement.lang) tell('language');
          if (!document.title) tell('title');
          if (document.querySelectorAll('main').length !== 1) tell('main');
          if (document.querySelectorAll('h1').length !== 1) tell('heading of the page');
          let level = 0;
          for (const heading of all('h1,h2,h3,h4,h5,h6')) {
            const now = +heading.tagName[1];
            if (now > level + 1) tell('heading skips a level', heading);
            if (!heading.textContent.trim()) tell('heading is empty', heading);
            level = now;
          }
          for (const field of all('input,select,textarea')) if (!field.labels?.length && !field.getAttribute('aria-label')) tell('label', field);
          for (const link of all('a[href]')) {
            if (!named(link)) tell('name of link', link);
            const id = link.getAttribute('href').startsWith('#') && link.getAttribute('href').slice(1);
            if (id && !document.getElementById(id)) tell('link to nowhere', link);
          }
          for (const image of all('[role=img],img')) if (!(image.getAttribute('aria-label') || image.alt)) tell('name of image', image);
          for (const region of all('[role=region],nav')) if (!region.getAttribute('aria-label') && !region.getAttribute('aria-labelledby')) tell('name of region', region);
          for (const table of all('table')) {
            if (!table.caption?.textContent.trim()) tell('caption', table);
            if (!table.querySelector('th[scope]')) tell('header cell', table);
            for (const cell of table.querySelectorAll('th')) if (!cell.getAttribute('scope') || !cell.textContent.trim()) tell('header cell', cell);
          }
          const ids = new Set();
          for (const element of document.querySelectorAll('[id]')) {
            if (ids.has(element.id)) tell('duplicate id', element);
            ids.add(element.id);
          }
          for (const element of document.querySelectorAll('[aria-hidden=true] a, [aria-hidden=true] button, [aria-hidden=true] [tabindex]'))
            if (element.tabIndex >= 0 && !element.matches('[tabindex="-1"]')) tell('hidden and reachable', element);
          for (const element of all('pre, .scroll, .drawing'))
            if (element.scrollWidth > element.clientWidth + 1 && element.tabIndex < 0 && !element.querySelector('a,[tabindex="0"]')) tell('scrolls without a keyboard', element);
          if (document.documentElement.scrollWidth > innerWidth + 1) tell('page is wider than the window by ' + (document.documentElement.scrollWidth - innerWidth));

          const channels = text => { const found = text.match(/[\d.]+/g).map(Number); return { r: found[0], g: found[1], b: found[2], a: found[3] ?? 1 }; };
          const luminance = color => [color.r, color.g, color.b].map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = channels(getComputedStyle(at).backgroundColor);
              if (color.a === 1) return color;
            }
            return { r: 255, g: 255, b: 255 };
          };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            const element = node.parentElement;
            if (!node.textContent.trim() || element.matches('style,script,option,title') || element.getClientRects().length === 0) continue;
            const style = getComputedStyle(element);
            const color = channels(element.closest('svg') ? style.fill : style.color);
            const around = element.closest('.node') ? channels(getComputedStyle(element.closest('.node').querySelector('rect')).fill) : behind(element);
            const [light, dark] = [luminance(color), luminance(around)].sort((a, b) => b - a);
            const ratio = (light + 0.05) / (dark + 0.05);
            const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && +style.fontWeight >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) tell('contrast ' + ratio.toFixed(2), element);
          }
          return [...new Set(broken)];
        }
        """;
}
