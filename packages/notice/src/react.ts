import type * as React from "react";
import type { ProbityNotice } from "./element.ts";
import type { NoticeEvent, NoticeEventName } from "./events.ts";
import type { NoticeProps } from "./framework-props.ts";

type Handlers = { readonly [Name in NoticeEventName as `on${Name}`]?: (event: NoticeEvent<Name>) => void };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** React 19 sets what is a property of the element as one, and listens to `onprobity-...`. */
      "probity-notice": React.DetailedHTMLProps<React.HTMLAttributes<ProbityNotice>, ProbityNotice> &
        NoticeProps &
        Handlers;
    }
  }
}
