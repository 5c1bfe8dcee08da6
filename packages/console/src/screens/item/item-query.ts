import type { Answer } from "../../api/call.ts";

/** One item with its proof and history. */
export type WholeItem = Answer<"get", "/console/lists/{kind}/{id}">;
