import type { LocalizedText } from "@probity/contracts";
import type { AnyRoute } from "@tanstack/react-router";
import type { Permission } from "../api/session.ts";
import type { Namespace } from "../i18n/resources.ts";
import type { IconName } from "../ui/icon.tsx";

/** Groups of the navigation, in their order. */
export const navGroups = ["work", "rules", "oversight", "settings"] as const;

/** How a screen stands in the navigation. */
interface NavEntry {
  readonly group: (typeof navGroups)[number];
  readonly icon: IconName;
  /** The letter that opens it after `g`. */
  readonly key?: string | undefined;
}

/** A screen as the shell knows it; its code and texts are loaded when it is opened. */
export interface Screen {
  readonly name: Namespace;
  readonly title: LocalizedText;
  /** What a person needs to open it; without it everybody who is signed in may. */
  readonly permission?: Permission | undefined;
  /** Left out for what is reached from another screen. */
  readonly nav?: NavEntry | undefined;
  readonly route: AnyRoute;
}
