/** A legal channel of its own and the words by which a text is recognised as its matter: parameters of `appeals.channels`. */
export type ChannelRule = {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly contact: string;
  readonly emergency: boolean;
  readonly words: readonly string[];
  readonly why: string;
};

export type FoundChannel = {
  readonly key: string;
  readonly name: string;
  readonly contact: string;
  readonly why: string;
  readonly emergency: boolean;
};

/** Channels a text seems to be about, emergencies first. They are shown; the appeal itself is taken all the same. */
export function findChannelsIn(text: string, rules: readonly ChannelRule[]): readonly FoundChannel[] {
  const found = rules.filter((rule) => rule.words.some((word) => text.includes(word)));
  return found
    .map(({ key, name, contact, why, emergency }) => ({ key, name, contact, why, emergency }))
    .sort((a, b) => Number(b.emergency) - Number(a.emergency));
}

/** Reads the rule's parameters; a rule without channels shows none. */
export function channelRules(parameters: Readonly<Record<string, unknown>>): readonly ChannelRule[] {
  const { channels } = parameters;
  return Array.isArray(channels) ? (channels as readonly ChannelRule[]) : [];
}
