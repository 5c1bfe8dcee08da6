import type { Rule } from "@probity/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { hasCode } from "../../api/problem.ts";
import { reading } from "../../api/queries.ts";
import { language as spoken } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { Progress, Proving } from "../model/acts.tsx";
import { Proof } from "../model/results.tsx";
import { type Language, refreshModels, useRuleLanguage, useVersion, type Version } from "../model/version.ts";
import { StateTag } from "../models/version-tag.tsx";
import { DraftChanged } from "./draft-changed.tsx";
import styles from "./factory.module.css";
import { Life } from "./life.tsx";
import { ModelTexts } from "./model-texts.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { RuleList } from "./rule-list.tsx";
import type { Search } from "./search.ts";
import { type Beginning, type Desk, useDesk } from "./use-desk.ts";

/** The factory (ML-4): a draft is written, proved and handed on. */
export function Factory(): ReactElement {
  const { id = "", version = "" } = useParams({ strict: false });
  const { as }: Search = useSearch({ strict: false });
  const found = useVersion({ id, version });
  const base = useBase(as ?? id, found.data);
  const language = useRuleLanguage();
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  if (found.data === undefined || base === undefined || language === undefined)
    return (
      <div className={styles.page}>
        <h1>{`${as ?? id} ${version}`}</h1>
        {found.error === null ? (
          <Loading />
        ) : (
          <Problem error={found.error} onRetry={() => void found.refetch()} />
        )}
      </div>
    );
  return (
    <Workbench
      // Another round begins with what is stored.
      key={`${id} ${version} ${as ?? ""} ${round}`}
      beginning={{ version: found.data, base: base.version, highest: base.highest, copy: as }}
      language={language}
      onReopen={() => void refreshModels(client).then(() => setRound(round + 1))}
    />
  );
}

interface Base {
  /** The version in force, else the highest that was ever frozen: what the draft is compared with. */
  readonly version: Version | undefined;
  readonly highest: string | undefined;
}

/** Most versions of one model that are looked at. */
const most = 500;

function useBase(id: string, opened: Version | undefined): Base | undefined {
  const list = useQuery({
    ...reading("/ops/models", { query: { model: id, limit: most } }),
    enabled: opened !== undefined,
  });
  const frozen = (list.data?.versions ?? []).filter(({ state }) => state !== "draft" && state !== "shadow");
  const highest = frozen.at(-1)?.version;
  const name = frozen.find(({ state }) => state === "active")?.version ?? highest;
  const found = useVersion({ id, version: name ?? "0.0.0" }, name !== undefined);
  if (list.data === undefined || (name !== undefined && found.data === undefined)) return undefined;
  return { version: name === undefined ? undefined : found.data, highest };
}

interface Props {
  readonly beginning: Beginning;
  readonly language: Language;
  readonly onReopen: () => void;
}

function Workbench({ beginning, language, onReopen }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const navigate = useNavigate();
  const { rule: chosen }: Search = useSearch({ strict: false });
  const desk = useDesk(beginning, chosen);
  const { draft, change } = desk;
  const { model } = draft;
  const rule = model.rules.find(({ id }) => id === chosen) ?? model.rules[0];
  const choose = (id: string): void => {
    desk.unmark();
    void navigate({ to: ".", search: (before: object) => ({ ...before, rule: id }), replace: true });
  };
  const putRule = (next: Rule): void =>
    change({
      ...draft,
      model: { ...model, rules: model.rules.map((one) => (one.id === next.id ? next : one)) },
    });
  return (
    <div className={styles.page}>
      <Head version={beginning.version} desk={desk} />
      {hasCode(desk.error, "PROBITY_E_DRAFT_CHANGED") && (
        <DraftChanged onReopen={onReopen} onClose={desk.forgive} />
      )}
      {desk.isStored && !desk.isDirty ? (
        <Next version={beginning.version} />
      ) : (
        <p className={styles.soft}>{t("saveFirst")}</p>
      )}
      <div className={styles.bench}>
        {desk.isStored && !desk.isDirty && <Results version={beginning.version} />}
        <RuleList
          draft={draft}
          chosen={rule?.id}
          onChange={(next) => {
            desk.unmark();
            change(next);
          }}
          onChoose={choose}
        />
        <div className={styles.work}>
          <ModelTexts model={model} onChange={(next) => change({ ...draft, model: next })} />
          {rule !== undefined && (
            <RuleEditor
              key={rule.id}
              version={beginning.version}
              isStored={desk.isStored && !desk.isDirty}
              model={model}
              rule={rule}
              cases={draft.cases}
              language={language}
              isBroken={desk.broken.size > 0}
              onRule={putRule}
              onCases={(cases) => change({ ...draft, cases })}
              onBroken={(part, isBroken) => desk.mark(part, isBroken)}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function Head({ version, desk }: { readonly version: Version; readonly desk: Desk }): ReactElement {
  const { t } = useTranslation("factory");
  const { model } = desk.draft;
  return (
    <>
      <p className={styles.up}>
        <Link to="/models/$id/$version" params={version}>
          {t("back")}
        </Link>
      </p>
      <div className={styles.head}>
        <h1>{t("title", { name: model.name[spoken()] })}</h1>
        <span className={styles.soft}>{model.id}</span>
        {desk.isStored ? <StateTag state="draft" /> : <span className={styles.soft}>{t("fresh")}</span>}
        <div className={styles.save}>
          <SelectField
            label={t("version")}
            value={desk.number}
            onChange={({ target }) => desk.choose(target.value)}
          >
            {desk.choices.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </SelectField>
          <Button
            look="main"
            disabled={desk.isSaving || !desk.isDirty || desk.broken.size > 0}
            onClick={desk.save}
          >
            {t(desk.isDirty ? "save" : "saved")}
          </Button>
        </div>
      </div>
      <Life version={version} isStored={desk.isStored && !desk.isDirty} isDraft={desk.isStored} />
      {desk.error !== null && <Problem error={desk.error} />}
      {desk.broken.size > 0 && <p role="alert">{t("broken")}</p>}
    </>
  );
}

/** What may be done with the stored draft. */
function Next({ version }: { readonly version: Version }): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <>
      <div className={styles.proving}>
        <Proving version={version} />
        <Link to="/models/$id/$version" params={version}>
          {t("goOn")}
        </Link>
      </div>
      <Progress version={version} />
    </>
  );
}

/** Its newest results; beside the desk where there is room. */
function Results({ version }: { readonly version: Version }): ReactElement | null {
  const { check, backtest } = version.proofs;
  if (check === null && backtest === null) return null;
  return (
    <div className={styles.results}>
      {check !== null && <Proof version={version} id={check.id} />}
      {backtest !== null && <Proof version={version} id={backtest.id} />}
    </div>
  );
}
