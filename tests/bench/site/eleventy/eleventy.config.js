import katex from '@vscode/markdown-it-katex';
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: true }).use(katex.default ?? katex);

export default function configure(config) {
  config.addFilter('markdown', (text) => markdown.render(text));
  config.addFilter('inline', (text) => markdown.renderInline(text));
  config.addCollection('project', (all) => all.getFilteredByGlob('src/p*.md'));
  config.addPassthroughCopy({ 'src/assets': 'assets' });
  return {
    dir: { input: 'src', includes: '../_includes', output: 'out' },
    markdownTemplateEngine: false,
  };
}
