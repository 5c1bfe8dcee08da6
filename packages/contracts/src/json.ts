/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Keys that are absent read as `undefined`. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
