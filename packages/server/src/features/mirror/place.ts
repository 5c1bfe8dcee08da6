import type { Statement } from "../../store/index.ts";
import type { Run } from "../definitions.ts";

/** How far windows are. */
export interface WindowsPlace {
  /** Place in the log up to which members were written. */
  readonly position: number;
  /** Moves when windows change otherwise than by that. */
  readonly epoch: number;
}

/** Places at which what somebody knows of windows holds. */
export interface WindowsPlaces {
  readonly positions: readonly number[];
  readonly epoch: number;
}

/** The place as a subquery gives it. */
export const placeColumns = `(select position from score_position where name = 'score') as position,
  coalesce((select position from score_position where name = 'windows'), 0) as epoch`;

const read: Statement = { name: "windows-place", text: `select ${placeColumns}` };

/** Reads the place. */
export async function readPlace(run: Run): Promise<WindowsPlace> {
  const [row] = await run.run<WindowsPlace>(read, []);
  return row ?? { position: 0, epoch: 0 };
}
