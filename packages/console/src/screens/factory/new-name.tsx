import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import styles from "./factory.module.css";

interface Props {
  readonly label: string;
  readonly button: string;
  readonly taken: readonly string[];
  readonly onAdd: (name: string) => void;
}

/** Takes the name of something new that expressions call by it. */
export function NewName({ label, button, taken, onAdd }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const [name, setName] = useState("");
  const isValid = /^[a-z][A-Za-z0-9]{0,59}$/.test(name) && !taken.includes(name);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (!isValid) return;
    onAdd(name);
    setName("");
  };
  return (
    <form className={styles.newItem} onSubmit={add}>
      <TextField
        label={label}
        hint={t("params.nameHint")}
        value={name}
        maxLength={60}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit" size="small" icon="plus" disabled={!isValid}>
        {button}
      </Button>
    </form>
  );
}
