import { type Context, createContext } from "react";

/** What is shared by the nodes and lines of a drawing. */
export interface Active {
  /** The node that is pointed at, or else has the focus: its lines are named. */
  readonly shown: string | undefined;
  /** The only node that Tab reaches; arrow keys go on from it. */
  readonly reached: string;
  /** Whether there are so few lines that all of them are named. */
  readonly isSmall: boolean;
}

/** The drawing that a node or line is part of. */
export const ActiveContext: Context<Active> = createContext<Active>({
  shown: undefined,
  reached: "",
  isSmall: false,
});
