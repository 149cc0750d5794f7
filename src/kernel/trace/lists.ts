/** Lists of roles: element i of the list C is the role C0, C1, ... of the kernel, and so are its arguments. */
import type { Role, Roles } from './roles.ts';

/** For each list the names of its elements. */
export type Lists = Readonly<Record<string, readonly string[]>>;

const elementNames = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);

/** @throws if an element has the name of another role */
export function withoutLists(kernel: string, roles: Roles): { roles: Record<string, Role>; lists: Lists } {
  const flat: Record<string, Role> = {};
  const lists: Record<string, readonly string[]> = {};
  const put = (name: string, role: Role) => {
    if (name in flat || (name in roles && roles[name] !== role)) {
      throw new Error(`Kernel ${kernel} has two roles called ${name}; the elements of a list C are called C0, C1, …`);
    }
    flat[name] = role;
  };
  for (const [name, role] of Object.entries(roles)) {
    if (!isList(role)) {
      put(name, role);
      continue;
    }
    lists[name] = elementNames(name, role.length);
    role.forEach((element, i) => {
      put(lists[name][i], element);
    });
  }
  return { roles: flat, lists };
}

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

/**
 * Values by name of role, those of lists taken apart.
 *
 * @throws if a list has another length
 */
export function flattened<T>(
  kernel: string,
  lists: Lists,
  values: Readonly<Record<string, T | readonly T[]>>,
): Record<string, T> {
  const flat: Record<string, T> = {};
  for (const [name, value] of Object.entries(values)) {
    const names = lists[name];
    if (!isList(value)) flat[name] = value;
    else if (names && names.length === value.length)
      names.forEach((element, i) => {
        flat[element] = value[i];
      });
    else
      throw new Error(`Kernel ${kernel} needs ${names ? names.length : 'no list'} in ${name}; found ${value.length}.`);
  }
  return flat;
}

/** The same lists for derivatives. */
export function derivativeLists(lists: Lists): Lists {
  return Object.fromEntries(
    Object.entries(lists).map(([name, elements]) => [`d_${name}`, elements.map(element => `d_${element}`)]),
  );
}
