/** Lights of deadlines, the gravest first. */
export const lights = ["red", "yellow", "green", "stopped"] as const;

/** By which deadlines the board is narrowed. */
export interface BoardSearch {
  readonly light?: (typeof lights)[number] | undefined;
  readonly track?: "business" | "integrity" | undefined;
}

/** Reads an address; what is not valid is left out. */
export function readSearch({ light, track }: Record<string, unknown>): BoardSearch {
  const found = lights.find((one) => one === light);
  return {
    ...(found !== undefined && { light: found }),
    ...((track === "business" || track === "integrity") && { track }),
  };
}
