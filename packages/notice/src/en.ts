import { define } from "./define.ts";
import { en } from "./texts/en.ts";

export { ProbityNotice } from "./element.ts";

// The element without Chinese texts, for pages that are only English: whatever `lang` says, it speaks English.
define({ en });
