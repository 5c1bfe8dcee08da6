import type { EntityNode } from "./drawn.ts";

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** True for keys that go from node to node. */
export const goesOn = (key: string): boolean => key in directions;

/** The nearest node in the direction of an arrow key; what lies aside counts as further away. */
export function neighbour(nodes: readonly EntityNode[], from: string, key: string): EntityNode | undefined {
  const [right, down] = directions[key] ?? [0, 0];
  const start = nodes.find(({ id }) => id === from);
  if (start === undefined) return nodes[0];
  let [best, least]: [EntityNode | undefined, number] = [undefined, Infinity];
  for (const node of nodes) {
    const [x, y] = [node.position.x - start.position.x, node.position.y - start.position.y];
    const ahead = x * right + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * right);
    if (ahead <= 0 || aside > ahead * 2) continue;
    const cost = ahead + aside * 2;
    if (cost < least) [best, least] = [node, cost];
  }
  return best;
}
