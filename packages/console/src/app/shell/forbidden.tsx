import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { screens } from "../../screens/index.ts";
import { State } from "../../ui/state.tsx";
import { useMe } from "../me.ts";
import { openTo } from "./open-to.ts";
import { useScreen } from "./use-screen.ts";

/** Shows a screen to whoever may see it. The start page leads others to the first screen that is theirs. */
export function Forbidden({ children }: { readonly children: ReactNode }): ReactElement {
  const { t } = useTranslation();
  const me = useMe();
  const screen = useScreen();
  if (screen === undefined || openTo(screen, me)) return <>{children}</>;
  const { permission, route } = screen;
  const mine = screens.filter((one) => one.nav !== undefined && openTo(one, me));
  // Whoever has a role begins with its work, others with what is about themselves.
  const home = mine.find((one) => one.permission !== undefined) ?? mine[0];
  if (route.fullPath === "/" && home !== undefined) return <LeadTo path={home.route.fullPath} />;
  return home === undefined ? (
    <State isPage icon="shield" title={t("nothing.title")} text={t("nothing.text")} />
  ) : (
    <State
      isPage
      icon="shield"
      title={t("forbidden.title")}
      text={t("forbidden.text", { permission: permission ?? "" })}
    />
  );
}

/** Goes there once. `Navigate` would go at every render, and each begins to load the screen anew. */
function LeadTo({ path }: { readonly path: string }): null {
  const navigate = useNavigate();
  useEffect(() => void navigate({ to: path, replace: true }), [navigate, path]);
  return null;
}
