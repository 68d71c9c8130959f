// Reads a flowchart with Mermaid's own parser and prints the graph that it understood, as JSON. What Mermaid cannot read is an error.
import { readFileSync } from 'node:fs';
import { load, requirePackage } from '../../Pipeline.Sdk.Generation.Tests/validators/modules.mjs';

// Mermaid cleans labels with the browser's parser.
const { JSDOM } = requirePackage('jsdom');
globalThis.window = new JSDOM('').window;
globalThis.document = globalThis.window.document;
const mermaid = (await load('mermaid')).default ?? await load('mermaid');

const text = readFileSync(process.argv[2], 'utf8');
await mermaid.parse(text);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);

// Mermaid keeps entities in a form of its own until it draws.
const decode = label => label.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));
console.log(JSON.stringify({
  nodes: [...db.getVertices().values()].map(node => ({ id: node.id, label: decode(node.text), isGrey: node.classes.includes('out') })),
  edges: db.getEdges().map(edge => ({ from: edge.start, to: edge.end, isDotted: edge.stroke === 'dotted' })),
  classes: [...db.getClasses().keys()],
}));
