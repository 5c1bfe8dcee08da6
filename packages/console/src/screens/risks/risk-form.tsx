import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, put } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, SelectField, TextField } from "../../ui/field.tsx";
import fieldStyles from "../../ui/field.module.css";
import { Problem } from "../../ui/problem.tsx";
import { Controls } from "./controls.tsx";
import type { Risk } from "./risk-table.tsx";
import styles from "./risks.module.css";
import { degrees, levels } from "./search.ts";
import { UnitField } from "./unit-field.tsx";

const path = "/console/risks/{id}";
/** A point as it is written. */
export type RiskGiven = Given<"put", typeof path>["body"];

const namers = ["leadership", "department", "station", "person", "partner", "case"] as const;
const lists = ["/console/risks", "/console/risks/gaps", "/console/risks/matrix", path];

const blank: RiskGiven = {
  level: "unit",
  unit: "",
  description: "",
  namedBy: "department",
  probability: 2,
  harm: 2,
  controls: [],
};

/** What of a kept point can be written anew. */
const givenOf = (risk: Risk): RiskGiven => {
  const { level, unit, post, powerItem, place, description, forms, namedBy } = risk;
  const { probability, harm, controls, owner, reviewAt } = risk;
  const texts = { level, unit, post, powerItem, place, description, forms, namedBy };
  return { ...texts, probability, harm, controls, owner, reviewAt };
};

/** Without the fields that were left empty. */
const filled = (given: RiskGiven): RiskGiven =>
  // What has to be there is required by its input.
  Object.fromEntries(
    Object.entries({ ...given, ...(given.level !== "post" && { post: undefined }) }).filter(
      ([, value]) => value !== "" && value !== undefined,
    ),
  ) as unknown as RiskGiven;

/** Writes a new point, or another version of one. */
export function RiskForm({
  before,
  onClose,
  onDone,
}: {
  readonly before?: Risk | undefined;
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}): ReactElement {
  const { t } = useTranslation("risks");
  const client = useQueryClient();
  const [id, setId] = useState(before?.id ?? "");
  const [given, setGiven] = useState(before === undefined ? blank : givenOf(before));
  const save = useMutation({
    mutationFn: () =>
      put(path, {
        params: { id },
        body: { ...filled(given), ...(before !== undefined && { version: before.version }) },
      }),
    onSuccess: async () => {
      await Promise.all(lists.map((key) => client.invalidateQueries({ queryKey: [key] })));
      onDone(id);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const change = (part: Partial<RiskGiven>): void => setGiven({ ...given, ...part });
  return (
    <Dialog title={before === undefined ? t("add") : t("changeOf", { id })} size="wide" onClose={onClose}>
      <form className={styles.stack} onSubmit={submit}>
        {save.error !== null && <Problem error={save.error} />}
        <div className={styles.fields}>
          {before === undefined && (
            <TextField
              label={t("id")}
              hint={t("idHint")}
              required
              maxLength={200}
              pattern="[A-Za-z0-9][A-Za-z0-9_.\-]*"
              value={id}
              onChange={({ target }) => setId(target.value)}
            />
          )}
          <SelectField
            label={t("level")}
            value={given.level}
            onChange={({ target }) =>
              change({ level: levels.find((one) => one === target.value) ?? given.level })
            }
          >
            {levels.map((one) => (
              <option key={one} value={one}>
                {t(`levels.${one}`)}
              </option>
            ))}
          </SelectField>
          <UnitField value={given.unit} onChange={(unit) => change({ unit })} />
          {given.level === "post" && (
            <TextField
              label={t("post")}
              required
              maxLength={500}
              value={given.post ?? ""}
              onChange={({ target }) => change({ post: target.value })}
            />
          )}
        </div>
        <Description given={given} onChange={change} />
        <Degrees given={given} onChange={change} />
        <Controls controls={given.controls} onChange={(controls) => change({ controls })} />
        <Rest given={given} onChange={change} />
        <div>
          <Button type="submit" look="main" disabled={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Part {
  readonly given: RiskGiven;
  readonly onChange: (part: Partial<RiskGiven>) => void;
}

function Description({ given, onChange }: Part): ReactElement {
  const { t } = useTranslation("risks");
  return (
    <Field label={t("description")}>
      {(ids) => (
        <textarea
          {...ids}
          className={fieldStyles.input}
          required
          maxLength={20_000}
          value={given.description}
          onChange={({ target }) => onChange({ description: target.value })}
        />
      )}
    </Field>
  );
}

function Degrees({ given, onChange }: Part): ReactElement {
  const { t } = useTranslation("risks");
  return (
    <div className={styles.fields}>
      <SelectField
        label={t("probability")}
        value={given.probability}
        onChange={({ target }) =>
          onChange({ probability: degrees.find((one) => String(one) === target.value) ?? 2 })
        }
      >
        {degrees.map((one) => (
          <option key={one} value={one}>
            {t(`probabilities.d${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("harm")}
        value={given.harm}
        onChange={({ target }) =>
          onChange({ harm: degrees.find((one) => String(one) === target.value) ?? 2 })
        }
      >
        {degrees.map((one) => (
          <option key={one} value={one}>
            {t(`harms.d${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("namedBy")}
        value={given.namedBy}
        onChange={({ target }) =>
          onChange({ namedBy: namers.find((one) => one === target.value) ?? given.namedBy })
        }
      >
        {namers.map((one) => (
          <option key={one} value={one}>
            {t(`namers.${one}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Rest({ given, onChange }: Part): ReactElement {
  const { t } = useTranslation("risks");
  return (
    <div className={styles.fields}>
      <TextField
        label={t("powerItem")}
        maxLength={500}
        value={given.powerItem ?? ""}
        onChange={({ target }) => onChange({ powerItem: target.value })}
      />
      <TextField
        label={t("place")}
        maxLength={300}
        value={given.place ?? ""}
        onChange={({ target }) => onChange({ place: target.value })}
      />
      <TextField
        label={t("forms")}
        maxLength={20_000}
        value={given.forms ?? ""}
        onChange={({ target }) => onChange({ forms: target.value })}
      />
      <TextField
        label={t("owner")}
        hint={t("ownerHint")}
        maxLength={100}
        pattern="[A-Za-z0-9][A-Za-z0-9._@\-]*"
        value={given.owner ?? ""}
        onChange={({ target }) => onChange({ owner: target.value })}
      />
      <DateField
        label={t("reviewAt")}
        hint={t("reviewHint")}
        value={given.reviewAt?.slice(0, 10) ?? ""}
        onChange={(day) => onChange({ reviewAt: day === "" ? undefined : `${day}T00:00:00Z` })}
      />
    </div>
  );
}
