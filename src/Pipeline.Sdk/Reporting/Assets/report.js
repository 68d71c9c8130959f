// The page is whole without this: it opens what a link leads to, and filters the list of targets.
(() => {
  const open = () => {
    const found = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (found && found.tagName === 'DETAILS') {
      found.open = true;
      found.hidden = false;
      found.scrollIntoView();
    }
  };
  addEventListener('hashchange', open);
  open();

  const filter = document.getElementById('filter');
  if (!filter) return;
  filter.hidden = false;
  const name = document.getElementById('filter-name');
  const outcome = document.getElementById('filter-outcome');
  const count = document.getElementById('filter-count');
  const targets = [...document.querySelectorAll('details.target')];
  const apply = () => {
    const wanted = name.value.trim().toLowerCase();
    let shown = 0;
    for (const target of targets) {
      const fits = target.dataset.name.includes(wanted) && (!outcome.value || target.dataset.outcome === outcome.value);
      target.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown + ' of ' + targets.length + ' targets';
  };
  name.addEventListener('input', apply);
  outcome.addEventListener('change', apply);
  apply();
})();
