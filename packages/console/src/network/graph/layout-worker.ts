import { layout, type LayoutInput } from "./layout.ts";

// Beside the page, which stays free for the reader meanwhile.
globalThis.addEventListener("message", ({ data }: MessageEvent<LayoutInput>) => postMessage(layout(data)));
