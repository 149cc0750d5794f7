/** Words of the guided experiments. */
export const experimentWords = {
  heading: 'Experiments',
} as const;
