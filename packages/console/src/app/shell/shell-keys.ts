import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { language } from "../../i18n/i18n.ts";
import { screens } from "../../screens/index.ts";
import { type KeyCommand, useKeys } from "../keyboard/keys.ts";
import { useMe } from "../me.ts";
import { navigation } from "./navigation.ts";
import { openTo } from "./open-to.ts";
import { searchBoxId } from "./search-box.tsx";

/** The commands that work on every screen. */
export function useShellKeys(showHelp: () => void): void {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const goTo = screens.flatMap((screen): readonly KeyCommand[] => {
    const key = screen.nav?.key;
    if (key === undefined || !openTo(screen, me)) return [];
    const text = t("help.goTo", { screen: screen.title[language()] });
    return [{ keys: `g ${key}`, text, run: () => void navigate({ to: screen.route.fullPath }) }];
  });
  useKeys({
    title: t("help.anywhere"),
    commands: [
      { keys: "?", text: t("help.showHelp"), run: showHelp },
      {
        keys: "/",
        text: t("help.search"),
        run: () => document.querySelector<HTMLElement>(`#${searchBoxId}`)?.focus(),
      },
      { keys: "[", text: t("help.toggleNav"), run: navigation.toggle },
      ...goTo,
    ],
  });
}
