// The expressions of Azure Pipelines: literals, contexts, functions. Names and texts are compared regardless of case, as Azure does.
export class Context {
  constructor(values, functions = {}) {
    this.values = values;
    this.functions = functions;
  }

  evaluate(text) {
    const parser = new Reader(text, this);
    const value = parser.expression();
    parser.end();
    return value;
  }
}

const functions = {
  and: (...values) => values.every(isTrue),
  or: (...values) => values.some(isTrue),
  not: value => !isTrue(value),
  eq: (left, right) => same(left, right),
  ne: (left, right) => !same(left, right),
  in: (value, ...others) => others.some(other => same(value, other)),
  notin: (value, ...others) => !others.some(other => same(value, other)),
  startswith: (text, start) => textOf(text).toLowerCase().startsWith(textOf(start).toLowerCase()),
  endswith: (text, end) => textOf(text).toLowerCase().endsWith(textOf(end).toLowerCase()),
  contains: (text, part) => textOf(text).toLowerCase().includes(textOf(part).toLowerCase()),
  coalesce: (...values) => values.find(value => textOf(value) !== '') ?? null,
  replace: (text, old, fresh) => textOf(text).replaceAll(textOf(old), textOf(fresh)),
  lower: text => textOf(text).toLowerCase(),
  upper: text => textOf(text).toUpperCase(),
};

export const isTrue = value => typeof value === 'string' ? value !== '' : Boolean(value);

export const textOf = value => value === null || value === undefined ? '' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);

function same(left, right) {
  if (typeof left === 'boolean') return left === isTrue(typeof right === 'string' ? right.toLowerCase() === 'true' : right);
  if (typeof left === 'number') return left === Number(textOf(right));
  return textOf(left).toLowerCase() === textOf(right).toLowerCase();
}

function property(value, name) {
  if (value === null || value === undefined || typeof value !== 'object') return null;
  const key = Object.keys(value).find(key => key.toLowerCase() === String(name).toLowerCase());
  return key === undefined ? null : value[key];
}

class Reader {
  constructor(text, context) {
    this.text = text;
    this.at = 0;
    this.context = context;
  }

  blanks() {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  take(sign) {
    this.blanks();
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  end() {
    this.blanks();
    if (this.at < this.text.length) throw new Error(`'${this.text.slice(this.at)}' stands behind the expression '${this.text}'`);
  }

  expression() {
    this.blanks();
    if (this.text[this.at] === "'") return this.literal();
    const word = /^(-?\d+(\.\d+)?(?![\w.])|[A-Za-z_][\w-]*)/.exec(this.text.slice(this.at))?.[0];
    if (!word) throw new Error(`'${this.text.slice(this.at)}' is no expression, in '${this.text}'`);
    this.at += word.length;
    if (/^-?\d/.test(word)) return Number(word);
    if (this.take('(')) return this.call(word);
    if (/^(true|false)$/i.test(word)) return word.toLowerCase() === 'true';
    return this.accesses(word);
  }

  literal() {
    let text = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      if (this.text[this.at] !== "'") text += this.text[this.at];
      else if (this.text[this.at + 1] === "'") { text += "'"; this.at++; }
      else { this.at++; return text; }
    }

    throw new Error(`a text does not end in '${this.text}'`);
  }

  call(name) {
    const values = [];
    if (!this.take(')')) {
      do values.push(this.expression()); while (this.take(','));
      if (!this.take(')')) throw new Error(`')' is missing in '${this.text}'`);
    }

    const known = this.context.functions[name.toLowerCase()] ?? functions[name.toLowerCase()];
    if (!known) throw new Error(`there is no function '${name}', in '${this.text}'`);
    return known(...values);
  }

  accesses(name) {
    if (property(this.context.values, name) === null && !Object.keys(this.context.values).some(key => key.toLowerCase() === name.toLowerCase())) throw new Error(`there is no '${name}' here, in '${this.text}'`);
    let value = property(this.context.values, name);
    while (true) {
      if (this.take('.')) {
        const key = /^[A-Za-z_][\w-]*/.exec(this.text.slice(this.at))?.[0];
        if (!key) throw new Error(`a name is missing behind '.' in '${this.text}'`);
        this.at += key.length;
        value = property(value, key);
      } else if (this.take('[')) {
        value = property(value, textOf(this.expression()));
        if (!this.take(']')) throw new Error(`']' is missing in '${this.text}'`);
      } else {
        return value;
      }
    }
  }
}
