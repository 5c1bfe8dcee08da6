import type { ComponentProps, ReactElement } from "react";
import { Field } from "../../ui/field.tsx";
import styles from "../../ui/field.module.css";

/** Several lines of text. */
export const TextArea = ({
  label,
  hint,
  error,
  ...rest
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
} & ComponentProps<"textarea">): ReactElement => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => <textarea {...ids} {...rest} className={styles.input} />}
  </Field>
);
