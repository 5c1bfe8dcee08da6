/** A share as people read it; a dash where there is nothing to have a share of. */
export const percentOf = (share: number | null): string =>
  share === null ? "–" : `${Math.round(share * 1000) / 10}%`;
