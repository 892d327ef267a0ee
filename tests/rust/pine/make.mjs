// Writes table.json: options, and the URL that pinejs-client-core makes of them. Looks, too, whether it refuses what
// refused.json says that it does.
//
//     npm install pinejs-client-core@8.5.40 && node make.mjs

import assert from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { PinejsClientCore } = createRequire(import.meta.url)('pinejs-client-core');
const compile = PinejsClientCore.prototype.compile;

const filters = [
	// Values
	{ a: 'b' },
	{ a: '' },
	{ a: "O'Brien" },
	{ a: "' or 1 eq 1" },
	{ a: "''" },
	{ a: 'a&$filter=b' },
	{ a: '%27' },
	{ a: '+' },
	{ a: '#' },
	{ a: '100% of a/b?c=d;e,f:g@h' },
	{ a: '🐳 Zoë 中' },
	{ a: ') or (1 eq 1' },
	{ a: 'two\nlines\tand a "quote" and a \\' },
	{ a: '2020-01-31T23:59:59.999Z' },
	{ a: '$1' },
	{ a: 0 },
	{ a: 1 },
	{ a: -1 },
	{ a: 1.5 },
	{ a: -0.25 },
	{ a: 9007199254740991 },
	{ a: 123456789012345680000 },
	{ a: true },
	{ a: false },
	{ a: null },
	// Fields
	{ a: 1, b: 2 },
	{ a: 1, b: 2, c: 3 },
	{ z: 1, a: 2, m: 3 },
	{ 'belongs_to__application/slug': 'x' },
	{ 'owns__device/$count': 3 },
	{ a: [1, 2] },
	{ a: { '@': 'x' } },
	{ a: { $ne: { '@': 'x' } } },
	{ $: 'is_online' },
	{ $: ['a', 'b'] },
	{ a: { $: 'b' } },
	{ a: { $: ['b', 'c'] } },
	{ a: { $gt: { $: 'b' } } },
	// Comparisons
	...['$eq', '$ne', '$gt', '$ge', '$lt', '$le'].map((operator) => ({ a: { [operator]: 5 } })),
	{ a: { $eq: null } },
	{ a: { $ne: null } },
	{ a: { $ne: "it's" } },
	{ a: { $gt: 1, $lt: 5 } },
	{ a: { $gt: 1 }, b: { $lt: 5 } },
	{ $eq: [{ $: 'a' }, { $: 'b' }] },
	{ $eq: [{ a: { $count: {} } }, 5] },
	{ $gt: [{ a: { $count: { $filter: { b: 1 } } } }, 5] },
	{ $ne: { a: 1, b: 2 } },
	{ $ne: [{ $tolower: { $: 'a' } }, 'x'] },
	{ a: { $eq: [1, 2] } },
	{ a: { $eq: { b: 1, c: 2 } } },
	{ a: { $ge: { $duration: { days: 1 } } } },
	{ a: { $lt: { $sub: [{ $now: {} }, { $duration: { hours: 6 } }] } } },
	// Arithmetic
	...['$add', '$sub', '$mul', '$div', '$mod'].map((operator) => ({ $eq: [{ [operator]: [{ $: 'a' }, 2] }, 4] })),
	{ $eq: [{ $add: [{ $mul: [{ $: 'a' }, 2] }, 1] }, { $: 'b' }] },
	{ a: { $add: 1 } },
	{ a: { $add: [1, 2] } },
	// And, or, not
	{ $and: [{ a: 1 }, { b: 2 }] },
	{ $and: { a: 1, b: 2 } },
	{ $or: [{ a: 1 }, { b: 2 }] },
	{ $or: { a: 1, b: 2 } },
	{ $or: [{ a: 1 }, { b: 2 }, { c: 3 }] },
	{ $or: [{ a: 1, b: 2 }, { c: 3 }] },
	{ $or: [{ $and: [{ a: 1 }, { b: 2 }] }, { $and: [{ c: 3 }, { d: 4 }] }] },
	{ $and: [{ $or: [{ a: 1 }, { b: 2 }] }, { $or: [{ c: 3 }, { d: 4 }] }] },
	{ $or: [{ a: 1 }, { b: 2 }], c: 3 },
	{ a: 1, $or: { b: 2, c: 3 } },
	{ $or: { a: 1, $or: { b: 2, c: 3 } } },
	{ a: { $or: [1, 2] } },
	{ a: { $and: [1, 2] } },
	{ $not: { a: 1 } },
	{ $not: { a: 1, b: 2 } },
	{ $not: { $or: [{ a: 1 }, { b: 2 }] } },
	{ $not: { $not: { a: 1 } } },
	{ $not: { $in: { a: 1, b: 2 } } },
	{ $not: { a: { $any: { $alias: 'x', $expr: { x: { b: 1 } } } } } },
	{ a: { $not: { $: 'b' } } },
	[{ a: 1 }, { b: 2 }],
	[{ a: 1 }, { b: 2, c: 3 }],
	[[{ a: 1 }, { b: 2 }], { c: 3 }],
	// In
	{ a: { $in: [1, 2, 3] } },
	{ a: { $in: [1] } },
	{ a: { $in: ['x', "y'z", 'a&b'] } },
	{ a: { $in: [null, true, 'x'] } },
	{ a: { $in: 'x' } },
	{ a: { $in: [{ $: 'b' }, { $: 'c' }] } },
	{ a: { $in: [{ $gt: 5 }, { $lt: 1 }] } },
	{ a: { $in: { $gt: 5, $lt: 1 } } },
	{ $in: { a: 1, b: 2 } },
	{ id: { $in: [1, 2] }, a: { $ne: 3 } },
	// Functions
	{ a: { $startswith: 'gate' } },
	{ a: { $endswith: "way's" } },
	{ a: { $contains: '100%&' } },
	{ $startswith: [{ $: 'a' }, 'x'] },
	{ $contains: [{ $tolower: { $: 'a' } }, { $tolower: 'ABC' }] },
	{ $eq: [{ $indexof: [{ $: 'a' }, 'x'] }, 1] },
	{ $eq: [{ $substring: [{ $: 'a' }, 1, 2] }, 'x'] },
	{ $eq: [{ $concat: [{ $: 'a' }, { $concat: [', ', { $: 'b' }] }] }, 'x, y'] },
	{ $eq: [{ $length: { $: 'a' } }, 3] },
	{ a: { $eq: { $tolower: 'ABC' } } },
	...[
		'$tolower', '$toupper', '$trim', '$year', '$month', '$day', '$hour', '$minute', '$second',
		'$fractionalseconds', '$date', '$time', '$totaloffsetminutes', '$totalseconds', '$round', '$floor', '$ceiling',
	].map((name) => ({ $eq: [{ [name]: { $: 'a' } }, 'x'] })),
	{ $eq: [{ $now: {} }, { $: 'a' }] },
	{ a: { $lt: { $now: {} } } },
	{ a: { $now: {} } },
	{ a: { $maxdatetime: {} } },
	{ a: { $mindatetime: {} } },
	{ $isof: [{ $: 'a' }, 'Edm.String'] },
	{ $eq: [{ $cast: [{ $: 'a' }, 'Edm.String'] }, 'x'] },
	{ a: { $tolower: true } },
	{ a: { $contains: { $: 'b' } } },
	{ $contains: { $tolower: { $: 'a' }, $toupper: 'b' } },
	{ a: { $fn: { $scope: 'auth', $method: 'can_see', $args: [1, "x'y", null, true] } } },
	{ $fn: { $scope: 'auth', $method: 'now' } },
	// Durations
	{ a: { $duration: { days: 1 } } },
	{ a: { $duration: { hours: 2, minutes: 3 } } },
	{ a: { $duration: { days: 1, hours: 2, minutes: 3, seconds: 4.5, negative: true } } },
	{ a: { $duration: { days: 0, minutes: 10, negative: false } } },
	// Lambdas
	{ a: { $any: { $alias: 'x', $expr: { x: { b: 1 } } } } },
	{ a: { $all: { $alias: 'x', $expr: { x: { b: { $ne: "c'd" } } } } } },
	{ a: { $any: { $alias: 'x', $expr: { $eq: [1, 1] } } } },
	{ a: { $any: { $alias: 'x', $expr: { x: { b: { c: 1 } } } } } },
	{ a: { $any: { $alias: 'x', $expr: { x: { b: 1, c: { $gt: 2 } } } } } },
	{ a: { $any: { $alias: 'x', $expr: { $or: [{ x: { b: 1 } }, { x: { c: 2 } }] } } } },
	{ a: { $any: { $alias: 'x', $expr: { x: { b: { $any: { $alias: 'y', $expr: { y: { c: 1 } } } } } } } } },
	{ a: { $any: { $alias: 'x', $expr: { x: { b: { $in: ['c', 'd'] } } } } } },
	{ a: { $any: { $alias: 'x', $expr: { x: { b: { $startswith: 'c' } } } } } },
	{ a: { $any: { $alias: 'x', $expr: { $eq: [{ x: { b: { $count: {} } } }, 2] } } } },
	{ a: { $any: { $alias: 'x', $expr: { x: { b: { '@': 'p' } } } } }, c: 1 },
	{ $or: [{ a: { $any: { $alias: 'x', $expr: { x: { b: 1 } } } } }, { c: { $all: { $alias: 'x', $expr: { x: { b: 1 } } } } }] },
	{ $any: { $alias: 'x', $expr: { x: 1 } } },
	// Raw
	{ $raw: 'a eq 1 or b eq 2' },
	{ a: 1, $raw: "b eq 'c d'" },
	{ a: { $raw: 'b add 1' } },
	{ $raw: ['a eq $1 and b eq $2', "x'y", { c: 1 }] },
	{ $raw: { $string: 'a eq $name or b/$count gt $2', name: 'x', 2: 7 } },
	{ $or: [{ $raw: 'a eq 1 and b eq 2' }, { c: 3 }] },
	{ $raw: ['a eq $1 or b eq $10', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
];

const others = [
	{},
	{ $filter: { a: 1 }, $select: ['a', 'b'], $orderby: 'a desc', $top: 5, $skip: 10 },
	{ $filter: { a: { '@': 'x' } }, '@x': "O'Brien & #1" },
	{ $filter: { a: { '@': 'x' }, b: { '@': 'y' } }, '@x': 7, '@y': true },
	{ $select: 'a' },
	{ $select: 'a,b' },
	{ $select: ['a'] },
	{ $select: '*' },
	{ $top: 0 },
	{ $skip: 1000000 },
	// Order
	{ $orderby: 'a' },
	{ $orderby: ['a', 'b desc'] },
	{ $orderby: { a: 'asc' } },
	{ $orderby: { 'a/b': 'desc' } },
	{ $orderby: [{ a: 'asc' }, { b: 'desc' }, 'c'] },
	{ $orderby: { a: { $count: {} }, $dir: 'desc' } },
	{ $orderby: [{ a: { $count: { $filter: { b: 'c;d' } } }, $dir: 'asc' }, { e: 'desc' }] },
	{ $orderby: { a: 'asc', $dir: 'desc' } },
	// Expansions
	{ $expand: 'a' },
	{ $expand: ['a', 'b'] },
	{ $expand: { a: {} } },
	{ $expand: { a: {}, b: {} } },
	{ $expand: [{ a: {} }, 'b', { c: { $select: 'd' } }] },
	{ $expand: [['a', 'b'], 'c'] },
	{ $expand: { a: { $select: ['b', 'c'] } } },
	{ $expand: { a: { $select: 'b,c' } } },
	{ $expand: { a: { $select: '*' } } },
	{ $expand: { a: { $filter: { b: "c;d)e'f&g" } } } },
	{ $expand: { a: { $filter: { b: 1 }, $orderby: 'c desc', $top: 1, $skip: 2, $select: ['b', 'c'] } } },
	{ $expand: { a: { $filter: { $or: [{ b: 1 }, { c: 2 }] } } } },
	{ $expand: { a: { $orderby: { b: 'desc' } } } },
	{ $expand: { a: { $orderby: [{ b: 'desc' }, { c: { $count: {} }, $dir: 'asc' }] } } },
	{ $expand: { a: { $expand: 'b' } } },
	{ $expand: { a: { $expand: ['b', 'c'] } } },
	{ $expand: { a: { $expand: { b: { $expand: { c: { $select: 'd' } } } } } } },
	{ $expand: { a: { $select: 'b', $expand: { c: { $filter: { d: { $in: [1, 2] } }, $top: 1 } } }, e: { $select: 'f' } } },
	{ $expand: { a: { $filter: { b: { $any: { $alias: 'x', $expr: { x: { c: 1 } } } } } } } },
	{ $expand: { a: { $filter: { $raw: "b eq 'c;d'" } } } },
	{ $expand: { a: { $count: {} } } },
	{ $expand: { a: { $count: { $filter: { b: 'x' } } } } },
	{ $expand: [{ a: { $count: {} } }, 'b'] },
	{ $expand: 'a/$count' },
	{ $expand: { 'a/b': {} } },
	{
		$filter: { device_name: { $startswith: 'gate' } },
		$expand: { device_tag: { $select: ['tag_key', 'value'] } },
	},
	{
		$select: ['id', 'uuid'],
		$filter: { belongs_to__application: { $any: { $alias: 'a', $expr: { a: { slug: 'org/fleet' } } } }, is_online: true },
		$expand: { image_install: { $expand: { image: { $select: 'id', $expand: { is_a_build_of__service: { $select: ['service_name'] } } } }, $filter: { status: { $ne: 'deleted' } }, $orderby: 'install_date desc' } },
		$orderby: [{ last_connectivity_event: 'desc' }, { id: 'asc' }],
		$top: 20,
	},
	// Counts
	{ $count: {} },
	{ $count: { $filter: { a: "b'c" } } },
	{ $count: { $filter: { $or: [{ a: 1 }, { b: { $any: { $alias: 'x', $expr: { x: { c: 1 } } } } }] } } },
	{ $count: { $filter: { a: { '@': 'x' } }, '@x': 'y' } },
];

const ids = [
	7,
	'a key',
	{ uuid: "O'Brien" },
	{ device: 7, tag_key: 'a/b&c' },
	{ '@': 'x' },
	{ slug: { '@': 'x' } },
];

const cases = [
	...filters.map(($filter) => ({ options: { $filter } })),
	...others.map((options) => ({ options })),
	...ids.map((id) => ({ id, options: { $select: 'a' } })),
	{ id: { slug: { '@': 'x' } }, options: { '@x': 'org/fleet' } },
];
const lines = cases.map(({ id, options }) => {
	const url = compile({ resource: 'device', ...(id === undefined ? {} : { id }), options });
	return JSON.stringify({ options: id === undefined ? options : { id, ...options }, url });
});
writeFileSync(new URL('table.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);

const refused = JSON.parse(readFileSync(new URL('refused.json', import.meta.url), 'utf8'));
const options = ([name, value]) => ({ [name.split('/')[0]]: value });
for (const refusal of refused.by_both) {
	assert.throws(() => compile({ resource: 'device', options: options(refusal) }), JSON.stringify(refusal));
}
for (const refusal of refused.by_this_library.filter(([name]) => name !== 'id')) {
	assert.doesNotThrow(() => compile({ resource: 'device', options: options(refusal) }));
}
