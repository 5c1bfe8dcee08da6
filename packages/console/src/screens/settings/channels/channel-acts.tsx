import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../../api/call.ts";
import { Lamp } from "../../../ui/lamp.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { type Channel, type ChannelKind, touched } from "./channel-list.tsx";
import { secretName } from "./secret-name.ts";

interface Props {
  readonly channel: Channel;
  readonly onClose: () => void;
}

/** Sends a message now, beside every queue, and says how it went. */
export function TestForm({ channel, kind, onClose }: Props & { readonly kind: ChannelKind }): ReactElement {
  const { t } = useTranslation("settings");
  const [to, setTo] = useState("");
  const sent = useChange(
    () =>
      post("/ops/channels/{id}/test", {
        params: { id: channel.id },
        body: kind.address === null ? {} : { to: to.trim() },
      }),
    touched,
  );
  return (
    <FormDialog
      title={t("channels.testOf", { name: channel.name })}
      act={t("channels.send")}
      error={sent.error}
      isPending={sent.isPending}
      onSubmit={() => sent.mutate()}
      onClose={onClose}
    >
      <p className={styles.soft}>{t("channels.testHint")}</p>
      {kind.address !== null && (
        <TextField
          label={t(`channels.addresses.${kind.address}`)}
          required
          data-first=""
          maxLength={320}
          pattern=".*\S.*"
          value={to}
          onChange={({ target }) => setTo(target.value)}
        />
      )}
      <div role="status">{sent.data !== undefined && <Outcome outcome={sent.data} />}</div>
    </FormDialog>
  );
}

function Outcome({
  outcome: { ok, status, error, durationMs },
}: {
  readonly outcome: Answer<"post", "/ops/channels/{id}/test">;
}): ReactElement {
  const { t } = useTranslation("settings");
  const code = status === undefined ? "" : ` ${status}`;
  return (
    <>
      <Lamp
        colour={ok ? "green" : "red"}
        text={t(ok ? "channels.arrived" : "channels.failed", { code, ms: durationMs })}
      />
      {error !== undefined && <p lang="en">{error}</p>}
    </>
  );
}

/** Puts another secret in the place of the one that is used. */
export function RotateForm({ channel, kind, onClose }: Props & { readonly kind: ChannelKind }): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState({ secret: "", hours: "24" });
  const isWebhook = kind.kind === "webhook";
  const rotate = useChange(
    () =>
      post("/ops/channels/{id}/rotate", {
        params: { id: channel.id },
        body: { secret: given.secret, ...(isWebhook && { hours: Number(given.hours) }) },
      }),
    touched,
    onClose,
  );
  return (
    <FormDialog
      title={t("channels.rotateOf", { name: channel.name })}
      act={t("channels.rotate")}
      error={rotate.error}
      isPending={rotate.isPending}
      onSubmit={() => rotate.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("channels.secretName")}
        hint={t("channels.secretHint")}
        required
        data-first=""
        maxLength={60}
        pattern={secretName}
        value={given.secret}
        onChange={({ target }) => setGiven({ ...given, secret: target.value })}
      />
      {isWebhook && (
        <TextField
          label={t("channels.hours")}
          hint={t("channels.hoursHint")}
          type="number"
          min={0}
          max={8760}
          required
          value={given.hours}
          onChange={({ target }) => setGiven({ ...given, hours: target.value })}
        />
      )}
    </FormDialog>
  );
}

/** Ends the use of a channel, or resumes it. */
export function Switch({ channel: { id, name, state }, onClose }: Props): ReactElement {
  const { t } = useTranslation("settings");
  const isActive = state === "active";
  const act = t(isActive ? "channels.disable" : "channels.enable");
  return (
    <Confirm
      title={`${act} ${name}`}
      act={act}
      look={isActive ? "danger" : "main"}
      change={() =>
        isActive
          ? post("/ops/channels/{id}/disable", { params: { id } })
          : post("/ops/channels/{id}/enable", { params: { id } })
      }
      touched={touched}
      onClose={onClose}
    >
      <p>{t(isActive ? "channels.disableMeans" : "channels.enableMeans", { name })}</p>
    </Confirm>
  );
}
