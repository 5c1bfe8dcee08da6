import { define } from "./define.ts";
import { zh } from "./texts/zh-CN.ts";

export { ProbityNotice } from "./element.ts";

// The element without English texts, for pages that are only Chinese: whatever `lang` says, it speaks Chinese.
define({ "zh-CN": zh });
