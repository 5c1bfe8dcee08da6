import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { type Language, language } from "../../i18n/i18n.ts";
import { dayAfter } from "../../loop/days.ts";
import loop from "../../loop/loop.module.css";
import type { Track } from "../../loop/steps/input.ts";
import { useVoidCases } from "../../loop/void-cases.ts";
import { UnitField } from "../../loop/who-fields.tsx";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { letterKinds } from "./search.ts";
import { SectionFields } from "./section-fields.tsx";

type Templates = Answer<"get", "/console/letters/templates">["templates"];

interface Props {
  readonly caseId: string;
  readonly track: Track;
  readonly onClose: () => void;
}

/** Drafts a letter of a case from one of the templates. */
export function DraftLetter({ caseId, track, onClose }: Props): ReactElement {
  const { t } = useTranslation("letters");
  const templates = useQuery({ ...reading("/console/letters/templates"), staleTime: 3_600_000 });
  return (
    <Dialog title={t("draft.act")} size="wide" onClose={onClose}>
      {templates.error !== null && (
        <Problem error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      {templates.data === undefined
        ? templates.error === null && <Loading />
        : templates.data !== undefined && (
            <Form caseId={caseId} track={track} onClose={onClose} templates={templates.data.templates} />
          )}
    </Dialog>
  );
}

const empty = { to: "", unit: "", replyOn: "" };

function Form({
  caseId,
  track,
  templates,
  onClose,
}: Props & { readonly templates: Templates }): ReactElement {
  const { t } = useTranslation("letters");
  const navigate = useNavigate();
  const voidCases = useVoidCases();
  const [kind, setKind] = useState<keyof Templates>("work_advice");
  const [spoken, setSpoken] = useState(language);
  const [given, setGiven] = useState(empty);
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const template = templates[kind];
  const set = (change: Partial<typeof empty>): void => setGiven({ ...given, ...change });
  const drafted = useMutation({
    mutationFn: () => {
      const { to, unit, replyOn } = given;
      const written = template.sections
        .map(({ field }) => [field, fields[field] ?? ""] as const)
        .filter(([, text]) => text !== "");
      const date = template.isAnswered && replyOn !== "" ? { replyOn } : {};
      const place = unit === "" ? {} : { unit };
      return post("/console/cases/{id}/letters", {
        params: { id: caseId },
        body: { kind, track, language: spoken, to, ...place, ...date, fields: Object.fromEntries(written) },
      });
    },
    onSuccess: async ({ id }) => {
      await voidCases();
      onClose();
      await navigate({ to: "/letters/$id", params: { id } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    drafted.mutate();
  };
  return (
    <form className={loop.form} onSubmit={submit}>
      <KindFields
        recipients={template.to[language()]}
        kind={kind}
        spoken={spoken}
        onKind={setKind}
        onSpoken={setSpoken}
      />
      <TextField
        label={t("to")}
        required
        maxLength={300}
        value={given.to}
        onChange={({ target }) => set({ to: target.value })}
      />
      <UnitField
        label={`${t("draft.unit")}${t("optional")}`}
        value={given.unit}
        onChange={(unit) => set({ unit })}
      />
      {template.isAnswered && (
        <DateField
          label={t("reply")}
          required
          min={dayAfter(1)}
          value={given.replyOn}
          onChange={(day) => set({ replyOn: day })}
        />
      )}
      <SectionFields sections={template.sections} language={spoken} fields={fields} onChange={setFields} />
      {drafted.error !== null && <Problem error={drafted.error} />}
      <div className={loop.foot}>
        <Button type="submit" look="main" disabled={drafted.isPending}>
          {t("draft.submit")}
        </Button>
      </div>
    </form>
  );
}

/** Which letter, in which language. */
function KindFields({
  recipients,
  kind,
  spoken,
  onKind,
  onSpoken,
}: {
  readonly recipients: string;
  readonly kind: keyof Templates;
  readonly spoken: Language;
  readonly onKind: (kind: keyof Templates) => void;
  readonly onSpoken: (language: Language) => void;
}): ReactElement {
  const { t } = useTranslation("letters");
  return (
    <>
      <SelectField
        label={t("kind")}
        hint={t("draft.recipients", { to: recipients })}
        value={kind}
        onChange={({ target }) => onKind(letterKinds.find((one) => one === target.value) ?? kind)}
      >
        {letterKinds.map((one) => (
          <option key={one} value={one}>
            {t(`kinds.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("draft.language")}
        value={spoken}
        onChange={({ target }) => onSpoken(target.value === "en" ? "en" : "zh-CN")}
      >
        <option value="zh-CN">简体中文</option>
        <option value="en">English</option>
      </SelectField>
    </>
  );
}
