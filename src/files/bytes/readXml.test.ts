import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementInteger, elementText, firstNamed, readXml } from './readXml.ts';
import { element, escapeXml } from './xml.ts';

describe('XML', () => {
  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(elementText(element('a', escapeXml(text)), 'a')).toBe(text.trim());
      }),
    );
  });

  it.each([
    ['a prefix', '<i:f xmlns:i="http://x"><i:lx>4</i:lx></i:f>'],
    ['another prefix inside', '<f><a:lx>4</a:lx></f>'],
    ['attributes that hold > and quotes', '<f><lx a=">" b=\'"\' >4</lx></f>'],
    ['a comment before', '<f><!-- was <lx>99</lx> --><lx>4</lx></f>'],
    ['a comment inside', '<f><lx>4<!-- sites --></lx></f>'],
    ['CDATA', '<f><lx><![CDATA[4]]></lx></f>'],
    ['a processing instruction', '<?xml version="1.0"?><?lx <lx>5</lx> ?><f><lx>4</lx></f>'],
    ['a document type', '<!DOCTYPE f [<!ELEMENT lx (#PCDATA)>]><f><lx>4</lx></f>'],
    ['a character by its number', '<f><lx>&#52;</lx></f>'],
    ['a character by its hexadecimal number', '<f><lx>&#x34;</lx></f>'],
    ['an empty element beside', '<f><lz/><lx>4</lx></f>'],
    ['an element that nothing closes', '<f><ly><lx>4</lx></f>'],
    ['zero bytes behind', '<f><lx>4</lx></f>\0\0'],
  ])('is read with %s', (_, xml) => {
    expect(elementInteger(xml, 'lx')).toBe(4);
    expect(elementInteger(xml, 'ly') ?? 'none').toBe('none');
  });

  it('finds elements in documents with unclosed quotes, attributes and white space', () => {
    const xml = '<r schema="here filefmt.xsd><lx a="1">\n 4 </lx ><ly>5</ly></r>';
    expect(elementInteger(xml, 'lx')).toBe(4);
    expect(elementInteger(xml, 'ly')).toBe(5);
    expect(elementInteger(xml, 'lz')).toBeUndefined();
  });

  it('does not find what is only a part of a name, stands in a comment, or is cut off', () => {
    for (const xml of ['<alx>4</alx>', '<lxa>4</lxa>', '<!-- <lx>4</lx> -->', '<lx>4', '<lx>4</ly>', 'lx 4', '<lx']) {
      expect(elementText(xml, 'lx')).toBeUndefined();
    }
  });

  it('refuses contradictions and integers that are none', () => {
    expect(() => elementText('<a>1</a><n:a>2</n:a>', 'a')).toThrow(/different values: 1, 2/);
    expect(elementText('<a>1</a><a>1</a>', 'a')).toBe('1');
    expect(() => elementInteger('<a>-4</a>', 'a')).toThrow(/holds "-4"; expected an integer/);
  });

  it('keeps the order of elements inside one another', () => {
    const document = readXml('<f><a>1<b>2</b>3</a><b>4</b></f>');
    expect(firstNamed(document, 'b')?.text).toBe('2');
    expect(firstNamed(document, 'a')?.text).toBe('13');
  });

  it('is read in any text, and in nonsense of 200 000 characters within its length', () => {
    const parts = fc.array(
      fc.constantFrom(...['<', '>', '/', '"', "'", 'a', '!', '--', '[', ']', '?', ' ', '&#', ';']),
    );
    fc.assert(fc.property(parts, drawn => readXml(drawn.join('')).name === ''));
    for (const part of ['<a>', '<a', '</a>', '<a "', '<!--', '<![CDATA[', '<?', '&', '<a></b>']) {
      const root = readXml(part.repeat(200_000 / part.length));
      expect(elementText(root, 'none')).toBeUndefined();
    }
  });
});
