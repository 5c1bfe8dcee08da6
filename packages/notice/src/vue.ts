import type { DefineComponent } from "vue";
import type { NoticeEvent, NoticeEventName } from "./events.ts";
import type { NoticeProps } from "./framework-props.ts";

type Handlers = {
  readonly [Name in NoticeEventName as `on${Capitalize<Name>}`]?: (event: NoticeEvent<Name>) => void;
};

declare module "vue" {
  interface GlobalComponents {
    /** Say `isCustomElement: (tag) => tag === "probity-notice"` to the compiler of the templates. */
    "probity-notice": DefineComponent<NoticeProps & Handlers>;
  }
}
