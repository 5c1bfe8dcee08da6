import { useTranslation } from "react-i18next";
import type { DialogName } from "../../acts/act-dialog.tsx";
import { useActsFor } from "../../acts/may-act.ts";
import { type KeyCommand, useKeys } from "../../app/keyboard/keys.ts";
import { previewStore } from "./preview-store.ts";
import type { Cursor } from "./use-cursor.ts";

/** What the keys of the list work on. */
interface List {
  readonly cursor: Cursor;
  readonly total: number;
  readonly open: (index: number) => void;
  readonly onDialog: (name: DialogName) => void;
}

/** Lines that a page of the list has, as far as the keys are concerned. */
const page = 15;

/** Triage by keyboard: a reviewer's hands stay where they are. */
export function useInboxKeys({ cursor, total, open, onDialog }: List): void {
  const { t } = useTranslation("inbox");
  const mine = useActsFor();
  const { active, choose } = cursor;
  const go = (index: number) => (): void => cursor.setActive(Math.max(0, Math.min(total - 1, index)));
  const acts = mine.map(({ name, key }): KeyCommand => ({
    keys: key,
    text: t(`keys.${name}`),
    run: () => onDialog(name),
  }));
  useKeys({
    title: t("keys.title"),
    commands: [
      { keys: "j, ArrowDown", text: t("keys.next"), run: go(active + 1) },
      { keys: "k, ArrowUp", text: t("keys.previous"), run: go(active - 1) },
      { keys: "PageDown", text: t("keys.page"), run: go(active + page) },
      { keys: "PageUp", text: t("keys.pageUp"), run: go(active - page) },
      { keys: "Home", text: t("keys.first"), run: go(0) },
      { keys: "End", text: t("keys.last"), run: go(total - 1) },
      { keys: "x", text: t("keys.choose"), run: () => choose(active, false) },
      { keys: "Shift+x", text: t("keys.chooseRange"), run: () => choose(active, true) },
      { keys: "Ctrl+a", text: t("keys.all"), run: cursor.chooseAll },
      { keys: "Escape", text: t("keys.none"), run: cursor.chooseNothing },
      ...acts,
      { keys: "Enter, o", text: t("keys.open"), run: () => open(active) },
      { keys: "p", text: t("keys.preview"), run: previewStore.toggle },
    ],
  });
}
