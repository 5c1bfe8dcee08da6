/** One event as it came in: the exact text and what it parses to. */
export interface ReceivedEvent {
  readonly text: string;
  readonly value: unknown;
  /** How deep the text nests. */
  readonly depth: number;
}
