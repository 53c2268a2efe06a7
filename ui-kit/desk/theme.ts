import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Ten shades Mantine asks for; the ones it uses are set from the tokens below, so that both themes and large print hold. */
const CINNABAR: MantineColorsTuple = [
  "#f7e9e4",
  "#eccfc6",
  "#dda898",
  "#ce8069",
  "#c05f48",
  "#b04433",
  "#98281d",
  "#872219",
  "#7a1d14",
  "#5f150e",
];

/** Mantine dressed in our tokens (`styles/tokens.css`): one file says what everything looks like. */
export const deskTheme = createTheme({
  fontFamily: "var(--face)",
  fontFamilyMonospace: "var(--face-figures)",
  primaryColor: "cinnabar",
  primaryShade: 6,
  colors: { cinnabar: CINNABAR },
  defaultRadius: "var(--radius)",
  focusRing: "auto",
  respectReducedMotion: true,
  fontSizes: {
    xs: "var(--size-small)",
    sm: "var(--size-body)",
    md: "var(--size-body)",
    lg: "var(--size-lead)",
    xl: "var(--size-h2)",
  },
});

const VARIABLES = {
  "--mantine-color-body": "var(--sheet)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-bright": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-soft)",
  "--mantine-color-placeholder": "var(--ink-soft)",
  "--mantine-color-anchor": "var(--ink)",
  "--mantine-color-error": "var(--bad)",
  "--mantine-color-default": "var(--sheet)",
  "--mantine-color-default-hover": "var(--tint)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--rule-strong)",
  "--mantine-primary-color-filled": "var(--fill)",
  "--mantine-primary-color-filled-hover": "var(--fill-strong)",
  "--mantine-primary-color-contrast": "var(--on-fill)",
  "--mantine-primary-color-light": "var(--accent-tint)",
  "--mantine-line-height": "var(--line)",
};

/** Said for the scheme as well, where Mantine keeps greys of its own. */
export const deskVariables: CSSVariablesResolver = () => ({ variables: VARIABLES, light: VARIABLES, dark: VARIABLES });
