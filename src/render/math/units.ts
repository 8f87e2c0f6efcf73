import katex, { type MacroExpander, type Token } from 'katex';
import { textOf } from './macros.ts';

/** The basics of siunitx: numbers, quantities, units and angles. */

const pairs = (words: string): ReadonlyMap<string, string> =>
  new Map(
    words
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split('=', 2) as [string, string]),
  );

const units = pairs(`
  ampere=A angstrom=Å arcminute=′ arcsecond=″ astronomicalunit=au bar=bar becquerel=Bq bel=B bit=bit byte=B
  candela=cd celsius=°C coulomb=C dalton=Da day=d decibel=dB degree=° degreeCelsius=°C electronvolt=eV
  farad=F gram=g gray=Gy hectare=ha henry=H hertz=Hz hour=h joule=J kelvin=K kilogram=kg liter=L litre=L
  lumen=lm lux=lx meter=m metre=m minute=min mole=mol newton=N ohm=Ω pascal=Pa percent=\\% radian=rad
  second=s siemens=S sievert=Sv steradian=sr tesla=T tonne=t volt=V watt=W weber=Wb
  m=m cm=cm mm=mm um=µm nm=nm km=km s=s ms=ms us=µs ns=ns g=g kg=kg mg=mg Hz=Hz kHz=kHz MHz=MHz GHz=GHz
  W=W kW=kW V=V A=A mA=mA K=K J=J eV=eV keV=keV MeV=MeV GeV=GeV TeV=TeV Pa=Pa kPa=kPa N=N dB=dB kWh=kWh`);

const prefixes = pairs(`
  atto=a femto=f pico=p nano=n micro=µ milli=m centi=c deci=d deca=da hecto=h kilo=k mega=M giga=G tera=T
  peta=P exa=E kibi=Ki mebi=Mi gibi=Gi tebi=Ti`);

/** Units in TeX: `\kilo\meter\per\second\squared` is km/s². */
function unitTex(written: string): string {
  let result = '';
  let prefix = '';
  let before = '';
  const parts = written.matchAll(/\\([a-zA-Z]+)\s*(?:\{(-?\d+)\})?|([^\\]+)/g);
  for (const [, name = '', number = '', plain] of parts) {
    if (plain !== undefined) {
      result += plain.trim() && before + plain.trim().replace(/[.~]/g, '\\,');
      before = '\\,';
    } else if (name === 'per') before = '/';
    else if (name === 'squared') result += '^{2}';
    else if (name === 'cubed') result += '^{3}';
    else if (name === 'tothe') result += `^{${number}}`;
    else if (prefixes.has(name)) prefix = prefixes.get(name) ?? '';
    else {
      const sign = `${prefix}${units.get(name) ?? name}`.replaceAll('µ', '\\text{µ}');
      result += `${before}\\mathrm{${sign}}`;
      before = '\\,';
      prefix = '';
    }
  }
  return `\\mathrm{${result}}`;
}

/** A number as siunitx reads it: `1.5e-3`, `2 x 10`, `3 +- 1`, `1.2(3)`. */
const numberTex = (written: string) =>
  written
    .replace(/\s+/g, '')
    .replace(/^e(?=[+-]?\d)/i, '10^')
    .replace(/[eEdD]([+-]?\d+)/, '\\times10^{$1}')
    .replace(/10\^([+-]?\d+)/, '10^{$1}')
    .replace(/\+-|\\pm/, '\\pm ')
    .replace(/(?<=\d)x(?=\d)/g, '\\times ')
    .replace(/(?<![.\d])\d{5,}/g, (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, '\\,'));

function withoutOptions(context: MacroExpander): void {
  context.consumeSpaces();
  if (context.future().text !== '[') return;
  context.popToken();
  context.consumeArg([']']);
}

const argument = (context: MacroExpander) => textOf(context.consumeArg().tokens);

const quantity = (number: string, unit: string) =>
  `${numberTex(number)}${/^\s*\\(?:degree|percent)\s*$/.test(unit) ? '' : '\\,'}${unitTex(unit)}`;

function define(name: string, tex: (context: MacroExpander) => string): void {
  katex.__defineMacro(name, (context) => {
    withoutOptions(context);
    const written = tex(context).replaceAll('#', '##');
    return `\\TextOrMath{$${written}$}{${written}}`;
  });
}

define('\\num', (context) => numberTex(argument(context)));
define('\\si', (context) => unitTex(argument(context)));
define('\\unit', (context) => unitTex(argument(context)));
define('\\ang', (context) => `${argument(context)}^{\\circ}`);
define('\\SI', (context) => quantity(argument(context), argument(context)));
define('\\SIrange', (context) => {
  const [from, to, unit] = [argument(context), argument(context), argument(context)];
  return `${numberTex(from)}\\text{–}${quantity(to, unit)}`;
});
define('\\numrange', (context) => {
  const [from, to] = [argument(context), argument(context)];
  return `${numberTex(from)}\\text{–}${numberTex(to)}`;
});
// siunitx has a number and a unit here, physics something in brackets that grow.
define('\\qty', (context) => {
  context.consumeSpaces();
  if (context.future().text === '(') return `\\left${inParentheses(context)}`;
  const first = argument(context);
  context.consumeSpaces();
  return context.future().text === '{'
    ? quantity(first, argument(context))
    : `\\left(${first}\\right)`;
});

/** `(x)` with its inner parentheses, as TeX that ends with `\right)`. */
function inParentheses(context: MacroExpander): string {
  const tokens: Token[] = [];
  for (let depth = 0; ; ) {
    const token = context.popToken();
    if (token.text === 'EOF') throw new katex.ParseError("Expected ')', got 'EOF'", token);
    if (token.text === '(') depth++;
    if (token.text === ')' && --depth === 0) return `${textOf(tokens.reverse())}\\right)`;
    tokens.push(token);
  }
}
