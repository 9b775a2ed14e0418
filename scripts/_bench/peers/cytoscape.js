import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";

cytoscape.use(dagre);

const { nodes, edges } = globalThis.peerGraph;
const view = cytoscape({
  container: document.getElementById("view"),
  elements: [
    ...nodes.map(([id, , title]) => ({ data: { id, title } })),
    ...edges.map(([from, to]) => ({ data: { id: `${from} ${to}`, source: nodes[from][0], target: nodes[to][0] } })),
  ],
  style: [
    { selector: "node", style: { shape: "round-rectangle", width: 220, height: 56, label: "data(title)", "text-valign": "center" } },
    { selector: "edge", style: { "curve-style": "bezier", "target-arrow-shape": "triangle", width: 1.5 } },
  ],
  layout: { name: "dagre", rankDir: "LR", nodeSep: 18, rankSep: 68, fit: true },
});
view.ready(() => {
  globalThis.peerDrawn = true;
});
