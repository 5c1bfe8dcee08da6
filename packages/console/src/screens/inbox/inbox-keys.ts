import { useTranslation } from "react-i18next";
import { useKeys } from "../../app/keyboard/keys.ts";
import { previewStore } from "./preview-store.ts";

/** What the keys of the list work on. */
interface List {
  readonly active: number;
  readonly total: number;
  readonly setActive: (index: number) => void;
  readonly choose: (index: number, toHere: boolean) => void;
  readonly open: (index: number) => void;
}

/** Lines that a page of the list has, as far as the keys are concerned. */
const page = 15;

/** Triage by keyboard: a reviewer's hands stay where they are. */
export function useInboxKeys({ active, total, setActive, choose, open }: List): void {
  const { t } = useTranslation("inbox");
  const go = (index: number) => (): void => setActive(Math.max(0, Math.min(total - 1, index)));
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
      { keys: "Enter, o", text: t("keys.open"), run: () => open(active) },
      { keys: "p", text: t("keys.preview"), run: previewStore.toggle },
    ],
  });
}
