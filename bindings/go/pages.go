package balena

import (
	"context"
	"encoding/json"
	"maps"
)

// enumerate is a walk over rows as a loop: each call of walk hands on one page.
func enumerate(ctx context.Context, options Options, walk func(Options, func(json.RawMessage) bool) (json.RawMessage, error)) func(yield func(json.RawMessage, error) bool) {
	return func(yield func(json.RawMessage, error) bool) {
		left, err := pages(options)
		if err != nil {
			yield(nil, err)
			return
		}
		options := maps.Clone(options)
		if options == nil {
			options = Options{}
		}
		options["pages"] = 1
		for isOver := false; !isOver && left > 0; left-- {
			var rows []json.RawMessage
			document, err := walk(options, func(row json.RawMessage) bool {
				rows = append(rows, row)
				return true
			})
			var walked struct {
				Last     json.RawMessage
				Complete bool
			}
			if err == nil {
				err = json.Unmarshal(document, &walked)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			options["after"], isOver = walked.Last, walked.Complete
			for place, row := range rows {
				// What the caller does not keep is let go.
				rows[place] = nil
				if ctx.Err() != nil {
					yield(nil, failed(ErrCancelled, "The loop was cancelled.").under(ctx))
					return
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// pages is how many the options allow.
func pages(options Options) (uint64, error) {
	document, err := json.Marshal(options["pages"])
	if err != nil {
		return 0, refusal("options", "can't be written as JSON: "+err.Error())
	}
	var pages *uint64
	if err := json.Unmarshal(document, &pages); err != nil || pages != nil && *pages == 0 {
		return 0, failed(ErrInvalidOption, "option pages is not a whole number above 0")
	}
	if pages == nil {
		return 1<<64 - 1, nil
	}
	return *pages, nil
}
