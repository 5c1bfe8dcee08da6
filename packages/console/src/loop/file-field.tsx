import { type ReactElement, useId, useState } from "react";
import { classNames } from "../ui/class-names.ts";
import buttons from "../ui/button.module.css";
import fields from "../ui/field.module.css";
import styles from "./loop.module.css";

/** A file as the server takes it: it looks at the bytes, not at what the browser calls them. */
export const binary = (file: Blob): Blob => file.slice(0, file.size, "application/octet-stream");

interface Props {
  readonly label: string;
  readonly hint: string;
  /** Names that are offered. @defaultValue those of evidence */
  readonly accept?: string;
  readonly onChoose: (file: File | undefined) => void;
}

/** Lets somebody choose one file; the same one counts again, after it was mended. The browser's own button speaks the language of the browser; this one that of the screen. */
export function FileField({
  label,
  hint,
  accept = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt,.csv",
  onChoose,
}: Props): ReactElement {
  const id = useId();
  const [name, setName] = useState("");
  return (
    <div className={styles.file}>
      <label className={classNames(buttons.button, styles.fileButton)}>
        {label}
        <input
          type="file"
          className="visually-hidden"
          aria-describedby={id}
          accept={accept}
          onClick={({ currentTarget }) => {
            currentTarget.value = "";
          }}
          onChange={({ target }) => {
            setName(target.files?.[0]?.name ?? "");
            onChoose(target.files?.[0]);
          }}
        />
      </label>
      <span>{name}</span>
      <span id={id} className={fields.hint}>
        {hint}
      </span>
    </div>
  );
}
