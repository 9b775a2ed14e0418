import { Graph, layout } from "@dagrejs/dagre";
import { Handle, Position, ReactFlow } from "@xyflow/react";
import { createElement as make } from "react";
import { createRoot } from "react-dom/client";

const { nodes, edges } = globalThis.peerGraph;
const size = { width: 220, height: 56 };

function Card({ data }) {
  return make(
    "a",
    { href: data.url },
    make(Handle, { type: "target", position: Position.Left }),
    make("b", {}, data.title),
    make("small", {}, data.id),
    make(Handle, { type: "source", position: Position.Right }),
  );
}

const graph = new Graph();
graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 68 });
graph.setDefaultEdgeLabel(() => ({}));
for (const [id] of nodes) graph.setNode(id, { ...size });
for (const [from, to] of edges) graph.setEdge(nodes[from][0], nodes[to][0]);
layout(graph);

const cards = nodes.map(([id, , title, , , , , url]) => {
  const { x, y } = graph.node(id);
  return { id, type: "card", data: { id, title, url }, position: { x: x - 110, y: y - 28 }, ...size };
});
const lines = edges.map(([from, to]) => ({ id: `${from} ${to}`, source: nodes[from][0], target: nodes[to][0] }));
createRoot(document.getElementById("view")).render(
  make(ReactFlow, { nodes: cards, edges: lines, nodeTypes: { card: Card }, fitView: true, minZoom: 0.05 }),
);
