/** A risk level as texts are named by it; levels are 1 to 3. */
export const levelOf = (level: number): 1 | 2 | 3 => (level === 1 ? 1 : level === 2 ? 2 : 3);
