import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../api/problem.ts";
import { language } from "../i18n/i18n.ts";
import { explain } from "../i18n/problems/explain.ts";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./act-bar.module.css";

interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

/** What refused an act, and why. */
export function Refusals({
  refusals,
  onClose,
}: {
  readonly refusals: readonly Refusal[];
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <Dialog title={t("acts.label")} size="wide" onClose={onClose}>
      <ul className={styles.refusals}>
        {refusals.map((refusal) => (
          <li key={refusal.id}>
            <code>{refusal.id}</code> <Why refusal={refusal} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Why({ refusal: { code, detail } }: { readonly refusal: Refusal }): ReactElement {
  const [text, setText] = useState("");
  const current = language();
  useEffect(() => {
    let isShown = true;
    void (async () => {
      const { title } = await explain(new ApiProblem({ code, title: detail, status: 0 }), current);
      if (isShown) setText(title);
    })();
    return () => {
      isShown = false;
    };
  }, [code, detail, current]);
  return (
    <span>
      {text} <code>{code}</code>
    </span>
  );
}
