import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { amountOf } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Due } from "../../ui/due.tsx";
import type { Column } from "../../ui/grid/column.ts";
import { Level } from "../../ui/level.tsx";
import type { Line } from "./lines.ts";

/** The columns of the inbox. */
export function useColumns(): readonly Column<Line>[] {
  const { t } = useTranslation(["inbox", "shell"]);
  return useMemo(() => columnsOf(t), [t]);
}

function columnsOf(t: TFunction<["inbox", "shell"]>): readonly Column<Line>[] {
  const current = language();
  const unitOf = ({ unit }: Line): string | undefined => unit?.name?.[current] ?? unit?.id;
  return [
    { name: "level", title: t("columns.level"), width: 76, cell: ({ level }) => <Level level={level} /> },
    {
      name: "risk",
      title: t("columns.risk"),
      width: 60,
      isNumber: true,
      cell: ({ risk }) => risk.toFixed(1),
    },
    {
      name: "name",
      title: t("columns.name"),
      width: 170,
      grows: true,
      cell: ({ name }) => name[current],
      hint: ({ name }) => name[current],
    },
    {
      name: "official",
      title: t("columns.official"),
      width: 92,
      cell: ({ official }) => official?.name ?? official?.id,
      hint: ({ official }) => official?.id,
    },
    {
      name: "counterparty",
      title: t("columns.counterparty"),
      width: 124,
      rank: 3,
      cell: ({ counterparty }) => counterparty?.name ?? counterparty?.id,
      hint: ({ counterparty }) => counterparty?.id,
    },
    { name: "unit", title: t("columns.unit"), width: 110, rank: 1, cell: unitOf, hint: unitOf },
    {
      name: "amount",
      title: t("columns.amount"),
      width: 116,
      isNumber: true,
      rank: 2,
      cell: ({ amount }) => (amount === null ? "" : amountOf(amount)),
    },
    {
      name: "state",
      title: t("columns.state"),
      width: 82,
      cell: ({ state }) => t(`shell:words.states.${state}`),
    },
    {
      name: "handler",
      title: t("columns.handler"),
      width: 84,
      rank: 4,
      cell: ({ handler }) => handler?.name ?? handler?.id,
      hint: ({ handler }) => handler?.id,
    },
    { name: "due", title: t("columns.due"), width: 104, cell: (line) => <Due {...line} /> },
  ];
}
