export type { OutboundGuard } from "./guard.ts";
export { createOutboundGuard } from "./guard.ts";
export type { Post, Posted } from "./post.ts";
export { createPost } from "./post.ts";
