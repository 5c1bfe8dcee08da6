import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../i18n/format.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { StateMark } from "../../loop/state-mark.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { Letter } from "./search.ts";

const tones = {
  draft: "plain",
  sent: "busy",
  received: "busy",
  answered: "good",
  discarded: "faint",
} as const;

/** How a letter stands, in a frame; an answer that is late shows in the frame's colour and in a word. */
export function LetterState({ state, isOverdue }: Pick<Letter, "state" | "isOverdue">): ReactElement {
  const { t } = useTranslation("letters");
  const text = t(`states.${state}`);
  return isOverdue ? (
    <StateMark tone="bad" text={`${text} · ${t("overdue")}`} />
  ) : (
    <StateMark tone={tones[state]} text={text} />
  );
}

/** Letters in rows; of one case without its column. */
export function LetterTable({
  letters,
  isOfOneCase = false,
}: {
  readonly letters: readonly Letter[];
  readonly isOfOneCase?: boolean;
}): ReactElement {
  const { t } = useTranslation("letters");
  const names = useNames();
  return (
    <DataTable
      label={t("title")}
      rows={letters}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("letter"),
          kind: "wide",
          show: ({ id, kind, number }) => (
            <>
              <Link to="/letters/$id" params={{ id }} data-row>
                {number ?? t(`kinds.${kind}`)}
              </Link>{" "}
              {number !== null && <span className={loop.soft}>{t(`kinds.${kind}`)}</span>}
            </>
          ),
        },
        { title: t("to"), show: ({ to }) => to },
        { title: t("reply"), show: ({ replyOn }) => replyOn ?? "—" },
        { title: t("state"), show: (letter) => <LetterState {...letter} /> },
        {
          title: t("drafted"),
          show: ({ draftedAt, draftedBy }) => `${moment(draftedAt)} ${names.person(draftedBy)}`,
        },
        ...(isOfOneCase
          ? []
          : [
              {
                title: t("case"),
                show: ({ case: id }: Letter) => (
                  <Link to="/cases/$id" params={{ id }} className={loop.number}>
                    {id}
                  </Link>
                ),
              },
            ]),
      ]}
    />
  );
}
