import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { useMay } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { CheckField } from "../../loop/check-field.tsx";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { Paged } from "../../loop/paged.tsx";
import { usePages } from "../../loop/pages.ts";
import { useRowKeys } from "../../loop/row-keys.ts";
import { StateMark } from "../../loop/state-mark.tsx";
import { WidePage } from "../../loop/wide-page.tsx";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField } from "../../ui/field.tsx";
import { State } from "../../ui/state.tsx";
import { type ClueSearch, clueSources, readSearch } from "./search.ts";
import { useStages } from "./stages.ts";
import { TakeClue } from "./take-clue.tsx";

const path = "/console/clues";
type Clue = Answer<"get", typeof path>["clues"][number];

/** Clues from outside, the newest first, and the form that takes one in. */
export function Clues(): ReactElement {
  const { t } = useTranslation("clues");
  const words = useTranslation("cases");
  const search = readSearch(useSearch({ strict: false }));
  const [isTaking, setTaking] = useState(false);
  const mayTake = useMay("clue.intake");
  const list = usePages([path, search], (cursor, signal) =>
    getUntil(signal, path, { query: { ...search, cursor } }),
  );
  useRowKeys(t("title"), [words.t("next"), words.t("previous")]);
  return (
    <WidePage
      title={t("title")}
      acts={
        mayTake && (
          <Button look="main" icon="plus" onClick={() => setTaking(true)}>
            {t("take")}
          </Button>
        )
      }
    >
      <Filters search={search} />
      <Paged
        list={list}
        rowsOf={(page) => page.clues}
        empty={<State title={t("none")} text={t("noneHint")} />}
      >
        {(rows) => <ClueTable clues={rows} />}
      </Paged>
      {isTaking && <TakeClue onClose={() => setTaking(false)} />}
    </WidePage>
  );
}

function Filters({ search }: { readonly search: ClueSearch }): ReactElement {
  const { t } = useTranslation("clues");
  const navigate = useNavigate();
  const { stages, stageName } = useStages();
  const set = (change: ClueSearch): void =>
    void navigate({ to: "/clues", search: { ...search, ...change }, replace: true });
  return (
    <div className={loop.filters}>
      <SelectField
        label={t("stage")}
        value={search.stage ?? ""}
        onChange={({ target }) => set({ stage: target.value === "" ? undefined : target.value })}
      >
        <option value="">{t("anyStage")}</option>
        {stages.map(({ id }) => (
          <option key={id} value={id}>
            {stageName(id)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("source")}
        value={search.source ?? ""}
        onChange={({ target }) => set({ source: clueSources.find((one) => one === target.value) })}
      >
        <option value="">{t("anySource")}</option>
        {clueSources.map((source) => (
          <option key={source} value={source}>
            {t(`sources.${source}`)}
          </option>
        ))}
      </SelectField>
      <CheckField
        label={t("ended")}
        isOn={search.all === true}
        onChange={(on) => set({ all: on || undefined })}
      />
    </div>
  );
}

function ClueTable({ clues }: { readonly clues: readonly Clue[] }): ReactElement {
  const { t } = useTranslation("clues");
  const names = useNames();
  const { stageName } = useStages();
  return (
    <DataTable
      label={t("title")}
      rows={clues}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("topic"),
          kind: "wide",
          show: ({ id, topic, sourceRef, protectedReporter }) => (
            <>
              <Link to="/clues/$id" params={{ id }} data-row>
                {topic ?? id}
              </Link>{" "}
              <span className={loop.number}>{sourceRef}</span>{" "}
              {protectedReporter && <StateMark tone="bad" text={t("protected")} />}
            </>
          ),
        },
        { title: t("source"), show: ({ source }) => t(`sources.${source}`) },
        {
          title: t("stage"),
          show: ({ stage, endedAt }) => (
            <StateMark tone={endedAt === null ? "busy" : "faint"} text={stageName(stage)} />
          ),
        },
        { title: t("unit"), show: ({ unit }) => (unit === null ? "—" : names.unit(unit)) },
        { title: t("received"), show: ({ receivedAt }) => moment(receivedAt) },
        { title: t("reply"), show: ({ replyDueAt }) => (replyDueAt === null ? "—" : moment(replyDueAt)) },
        {
          title: t("case"),
          show: ({ caseId }) =>
            caseId === null ? (
              "—"
            ) : (
              <Link to="/cases/$id" params={{ id: caseId }} className={loop.number}>
                {caseId}
              </Link>
            ),
        },
      ]}
    />
  );
}
