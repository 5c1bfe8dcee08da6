/** How much one batch may hold. A single larger record is still handed out, alone. */
export interface BatchLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}
