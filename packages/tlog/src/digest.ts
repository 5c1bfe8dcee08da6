/**
 * The hash function of a log, fixed when the log is created. `sha256` is what C2SP prescribes; `sm3` (GB/T 32905) gives trees
 * of the same shape that no C2SP tool reads.
 */
export type Digest = "sha256" | "sm3";
