/** A choice among a few words, side by side: radio buttons, so that arrow keys work. */
import { h } from './element.ts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

let count = 0;

export function segments<Value extends string>(
  label: string,
  choices: readonly Choice<Value>[],
  chosen: Value,
  choose: (value: Value) => void,
  isShown = true,
): HTMLElement {
  const name = `choice-${++count}`;
  return h(
    'fieldset',
    { class: 'segments' },
    h('legend', { class: isShown ? undefined : 'hidden' }, label),
    choices.map(choice =>
      h(
        'label',
        {},
        h('input', { type: 'radio', name, checked: choice.value === chosen, onchange: () => choose(choice.value) }),
        h('span', {}, choice.label),
      ),
    ),
  );
}
