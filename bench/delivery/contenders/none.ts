import { awardData } from "../../support/events.ts";
import type { Contender } from "../contender.ts";

/** The same process without any SDK: the data is made and forgotten. */
export const none: Contender = {
  name: "no SDK",
  imports: [],
  open: () => Promise.resolve({ emit: (nth) => void awardData(String(nth)) }),
};
