import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { useMe } from "../../app/me.ts";
import { CheckField } from "../../loop/check-field.tsx";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { isReporting } from "./item-acts.ts";
import type { WholeItem } from "./item-query.ts";

interface Part {
  readonly text: string;
  readonly done: boolean;
}

/** The parts of a measure or task; none where it has none. */
function partsOf({ fields }: WholeItem): readonly Part[] {
  const list = fields["parts"] ?? fields["breakdown"];
  // Checked by the server against the schema of own fields.
  return Array.isArray(list) ? (list as readonly Part[]) : [];
}

/** Says how far a measure or task is; shown to those who report on it. */
export function Progress({ item }: { readonly item: WholeItem }): ReactElement | null {
  const me = useMe();
  const hasProgress = item.kind === "rectification" || item.kind === "task";
  return hasProgress && isReporting(item, me) ? <Form key={item.version} item={item} /> : null;
}

function Form({ item }: { readonly item: WholeItem }): ReactElement {
  const { t } = useTranslation("item");
  const voidCases = useVoidCases();
  const parts = partsOf(item);
  const [percent, setPercent] = useState(String(item.progress));
  const [done, setDone] = useState(() => parts.flatMap((part, place) => (part.done ? [place] : [])));
  const [text, setText] = useState("");
  const told = useMutation({
    mutationFn: () =>
      post("/console/measures/{id}/progress", {
        params: { id: item.id },
        body: {
          version: item.version,
          progress: Number(percent),
          ...(parts.length > 0 && { parts: done }),
          ...(text !== "" && { text }),
        },
      }),
    onSuccess: voidCases,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    told.mutate();
  };
  return (
    <Section title={t("progress.title")}>
      <form className={`${loop.form} ${loop.narrow}`} onSubmit={submit}>
        <TextField
          label={t("progress.percent")}
          type="number"
          required
          min={0}
          max={100}
          step={1}
          value={percent}
          onChange={({ target }) => setPercent(target.value)}
        />
        {parts.length > 0 && (
          <fieldset className={loop.group}>
            <legend>{t("progress.parts")}</legend>
            {parts.map((part, place) => (
              <CheckField
                key={part.text}
                label={part.text}
                isOn={done.includes(place)}
                onChange={(on) => setDone(on ? [...done, place] : done.filter((one) => one !== place))}
              />
            ))}
          </fieldset>
        )}
        <TextField
          label={t("progress.text")}
          maxLength={2000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {told.error !== null && <Problem error={told.error} />}
        <div>
          <Button type="submit" disabled={told.isPending}>
            {t("progress.save")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
