/** What is laid out: how far from the middle each node is, and pairs of places in that list that belong together. */
export interface LayoutInput {
  readonly distances: readonly number[];
  readonly pairs: readonly (readonly [number, number])[];
}

/** Where the centre of each node is. */
export type Places = readonly (readonly [x: number, y: number])[];

/** How large every node is drawn. */
export const nodeSize = { width: 168, height: 46 } as const;

const rounds = 260;
/** How far related nodes want to be from each other, where nodes are as wide as high. */
const wanted = 120;
/** Nodes are wider than high. */
const stretch = 1.9;
const gap = 14;
/** Turns by the golden angle, so that no two nodes of a ring begin at one place. */
const turn = Math.PI * (3 - Math.sqrt(5));

/**
 * Places nodes so that related ones stand together and none covers another: springs along the pairs, repulsion between all, cooling
 * down. Without chance, the same every time. For a few hundred nodes; some 100,000 steps each round.
 */
export function layout({ distances, pairs }: LayoutInput): Places {
  const x = distances.map((distance, at) => (distance + 0.3) * wanted * Math.cos(at * turn));
  const y = distances.map((distance, at) => (distance + 0.3) * wanted * Math.sin(at * turn));
  for (let round = 0; round < rounds; round++) relax(x, y, pairs, wanted * (1 - round / rounds));
  for (let at = 0; at < x.length; at++) x[at] = (x[at] ?? 0) * stretch;
  for (let round = 0; round < 200 && separate(x, y); round++);
  return x.map((place, at) => [Math.round(place), Math.round(y[at] ?? 0)]);
}

/** One round: nobody moves further than `reach`. */
function relax(x: number[], y: number[], pairs: LayoutInput["pairs"], reach: number): void {
  const [dx, dy] = [new Float64Array(x.length), new Float64Array(x.length)];
  const push = (a: number, b: number, force: (distance: number) => number): void => {
    const [right, down] = [(x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0)];
    const distance = Math.max(1, Math.hypot(right, down));
    const by = force(distance) / distance;
    dx[a] = (dx[a] ?? 0) + right * by;
    dy[a] = (dy[a] ?? 0) + down * by;
    dx[b] = (dx[b] ?? 0) - right * by;
    dy[b] = (dy[b] ?? 0) - down * by;
  };
  for (let a = 0; a < x.length; a++)
    for (let b = a + 1; b < x.length; b++) push(a, b, (distance) => wanted ** 2 / distance);
  for (const [a, b] of pairs) push(a, b, (distance) => -(distance ** 2) / wanted);
  for (let at = 0; at < x.length; at++) {
    // Whatever nothing holds stays near.
    const [right, down] = [(dx[at] ?? 0) - (x[at] ?? 0) * 0.3, (dy[at] ?? 0) - (y[at] ?? 0) * 0.3];
    const by = Math.min(1, reach / Math.max(1, Math.hypot(right, down)));
    x[at] = (x[at] ?? 0) + right * by;
    y[at] = (y[at] ?? 0) + down * by;
  }
}

/** Moves nodes that cover each other apart, the shorter way; true while there were any. */
function separate(x: number[], y: number[]): boolean {
  let moved = false;
  for (let a = 0; a < x.length; a++) {
    for (let b = a + 1; b < x.length; b++) {
      const [right, down] = [(x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0)];
      const [overX, overY] = [nodeSize.width + gap - Math.abs(right), nodeSize.height + gap - Math.abs(down)];
      if (overX <= 0 || overY <= 0) continue;
      moved = true;
      const [axis, by] =
        overX < overY ? [x, (right < 0 ? -overX : overX) / 2] : [y, (down < 0 ? -overY : overY) / 2];
      axis[a] = (axis[a] ?? 0) + by;
      axis[b] = (axis[b] ?? 0) - by;
    }
  }
  return moved;
}
