import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { language } from "../../../i18n/i18n.ts";
import { CheckField } from "../../../loop/check-field.tsx";
import loop from "../../../loop/loop.module.css";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { type Channel, type ChannelKind, touched } from "./channel-list.tsx";
import { secretName } from "./secret-name.ts";
import { SettingField } from "./setting-field.tsx";
import { faultOf, settingsOf, type Texts, valueOf } from "./settings-schema.ts";

type Body = Given<"post", "/ops/channels">["body"];
type NoticeKind = NonNullable<Body["kinds"]>[number];

interface Props {
  readonly kinds: readonly ChannelKind[];
  readonly known: readonly Channel[];
  readonly onClose: () => void;
}

const blank = { id: "", name: "", perMinute: "" };

/** Adds a channel, with the fields that its kind declares. */
export function ChannelForm({ kinds, known, onClose }: Props): ReactElement | null {
  const { t } = useTranslation("settings");
  const [chosen, setChosen] = useState<string>("webhook");
  const [given, setGiven] = useState(blank);
  const [texts, setTexts] = useState<Texts>({});
  const [secrets, setSecrets] = useState<Texts>({});
  const [notices, setNotices] = useState<readonly NoticeKind[]>([]);
  const [isTried, setTried] = useState(false);
  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0];
  const settings = kind === undefined ? [] : settingsOf(kind.settings);
  const isKnown = known.some(({ id }) => id === given.id);
  const add = useChange((body: Body) => post("/ops/channels", { body }), touched, onClose);
  if (kind === undefined) return null;
  const submit = (): void => {
    setTried(true);
    if (settings.some((setting) => faultOf(setting, texts) !== undefined)) return;
    add.mutate(bodyOf({ kind, given, secrets, notices, settings: valueOf(settings, texts) }));
  };
  return (
    <FormDialog
      title={t("channels.add")}
      act={t("channels.add")}
      size="wide"
      error={add.error}
      isPending={add.isPending}
      isReady={!isKnown}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t("channels.kind")}
        data-first=""
        value={kind.kind}
        onChange={({ target }) => {
          setChosen(target.value);
          setTexts({});
          setSecrets({});
          setTried(false);
        }}
      >
        {kinds.map((one) => (
          <option key={one.kind} value={one.kind}>
            {t(`channels.kinds.${one.kind}`)}
          </option>
        ))}
      </SelectField>
      <Names given={given} isKnown={isKnown} onChange={setGiven} />
      <fieldset className={loop.group}>
        <legend>{t("channels.settings")}</legend>
        <div className={styles.pair}>
          {settings.map((setting) => (
            <SettingField
              key={setting.path}
              setting={setting}
              value={texts[setting.path] ?? ""}
              fault={isTried ? faultOf(setting, texts) : undefined}
              onChange={(text) => setTexts({ ...texts, [setting.path]: text })}
            />
          ))}
        </div>
      </fieldset>
      <Secrets kind={kind} secrets={secrets} onChange={setSecrets} />
      <Notices chosen={notices} onChange={setNotices} />
    </FormDialog>
  );
}

function bodyOf({
  kind: { kind },
  given: { id, name, perMinute },
  secrets,
  notices,
  settings,
}: {
  readonly kind: ChannelKind;
  readonly given: typeof blank;
  readonly secrets: Texts;
  readonly notices: readonly NoticeKind[];
  readonly settings: Readonly<Record<string, unknown>>;
}): Body {
  const named = Object.fromEntries(Object.entries(secrets).filter(([, text]) => text !== ""));
  return {
    id,
    kind,
    settings,
    secrets: named,
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(perMinute !== "" && { perMinute: Number(perMinute) }),
    ...(notices.length > 0 && { kinds: notices }),
  };
}

function Names({
  given,
  isKnown,
  onChange,
}: {
  readonly given: typeof blank;
  readonly isKnown: boolean;
  readonly onChange: (given: typeof blank) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <div className={styles.pair}>
      <TextField
        label={t("id")}
        hint={t("channels.idHint")}
        error={isKnown ? t("channels.exists") : undefined}
        required
        maxLength={60}
        pattern="[a-z0-9][a-z0-9._\-]*"
        value={given.id}
        onChange={({ target }) => onChange({ ...given, id: target.value })}
      />
      <TextField
        label={`${t("name")}${t("optional")}`}
        maxLength={200}
        value={given.name}
        onChange={({ target }) => onChange({ ...given, name: target.value })}
      />
      <TextField
        label={`${t("channels.perMinute")}${t("optional")}`}
        type="number"
        min={1}
        max={100_000}
        value={given.perMinute}
        onChange={({ target }) => onChange({ ...given, perMinute: target.value })}
      />
    </div>
  );
}

/** Secrets are named: their values are with the server alone. */
function Secrets({
  kind,
  secrets,
  onChange,
}: {
  readonly kind: ChannelKind;
  readonly secrets: Texts;
  readonly onChange: (secrets: Texts) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const uses: Readonly<Record<string, string>> = t("channels.secrets", { returnObjects: true });
  return (
    <fieldset className={loop.group}>
      <legend>{t("channels.secretNames")}</legend>
      <p className={styles.soft}>{t("channels.secretHint")}</p>
      <div className={styles.pair}>
        {Object.entries(kind.secrets).map(([use, need]) => (
          <TextField
            key={use}
            label={`${uses[use] ?? use}${need === "required" ? "" : t("optional")}`}
            required={need === "required"}
            maxLength={60}
            pattern={secretName}
            value={secrets[use] ?? ""}
            onChange={({ target }) => onChange({ ...secrets, [use]: target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Which kinds of notices it is for; without a choice it is for all. */
function Notices({
  chosen,
  onChange,
}: {
  readonly chosen: readonly NoticeKind[];
  readonly onChange: (chosen: readonly NoticeKind[]) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const { data } = useQuery(reading("/console/notifications/preferences"));
  return (
    <fieldset className={loop.group}>
      <legend>{t("channels.notices")}</legend>
      <div className={styles.choices}>
        {data?.kinds.map(({ kind, name }) => (
          <CheckField
            key={kind}
            label={name[language()]}
            isOn={chosen.includes(kind)}
            onChange={(isOn) => onChange(isOn ? [...chosen, kind] : chosen.filter((one) => one !== kind))}
          />
        ))}
      </div>
    </fieldset>
  );
}
