import type { Answer, Given } from "../api/call.ts";

/** Where files of lists are asked for. */
export const exportsPath = "/console/list-exports";

type Order = Given<"post", typeof exportsPath>["body"];
type WithoutLanguage<T> = T extends unknown ? Omit<T, "language"> : never;

/** A list as it is filtered. */
export type ExportOrder = WithoutLanguage<Order>;

/** A file that was asked for. */
export type ListExport = Answer<"get", typeof exportsPath>["exports"][number];
