package balena_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// undocumented lists what a file exports without saying what it is.
func undocumented(file *ast.File) []string {
	var names []string
	check := func(owner string, name *ast.Ident, docs ...*ast.CommentGroup) {
		for _, doc := range docs {
			if strings.TrimSpace(doc.Text()) != "" {
				return
			}
		}
		if name.IsExported() {
			names = append(names, owner+name.Name)
		}
	}
	fields := func(owner string, list *ast.FieldList) {
		for _, field := range list.List {
			// What is embedded has no name, and is documented where it is declared.
			for _, name := range field.Names {
				check(owner+".", name, field.Doc, field.Comment)
			}
		}
	}
	for _, declaration := range file.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			owner := ""
			if declaration.Recv != nil {
				receiver := declaration.Recv.List[0].Type
				if pointer, ok := receiver.(*ast.StarExpr); ok {
					receiver = pointer.X
				}
				if name, ok := receiver.(*ast.Ident); ok {
					if !name.IsExported() {
						continue
					}
					owner = name.Name + "."
				}
			}
			check(owner, declaration.Name, declaration.Doc)
		case *ast.GenDecl:
			// What stands before a group is no word on each of its names.
			var alone *ast.CommentGroup
			if !declaration.Lparen.IsValid() {
				alone = declaration.Doc
			}
			for _, spec := range declaration.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						check("", name, spec.Doc, spec.Comment, alone)
					}
				case *ast.TypeSpec:
					check("", spec.Name, spec.Doc, alone)
					if !spec.Name.IsExported() {
						continue
					}
					switch kind := spec.Type.(type) {
					case *ast.StructType:
						fields(spec.Name.Name, kind.Fields)
					case *ast.InterfaceType:
						fields(spec.Name.Name, kind.Methods)
					}
				}
			}
		}
	}
	return names
}

func TestEverythingExportedIsDocumented(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	works(t, err)
	exported := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		works(t, err)
		for _, name := range undocumented(file) {
			t.Errorf("%s: %s has no comment", path, name)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if function, ok := node.(*ast.FuncDecl); ok && function.Name.IsExported() {
				exported++
			}
			return true
		})
	}
	if exported < 150 {
		t.Errorf("%d functions were looked at, fewer than there are", exported)
	}
}

func TestWhatHasNoCommentIsFound(t *testing.T) {
	source := `package p
// Good is one.
type Good struct {
	// A is a field.
	A int
	B int // B too.
	C, d int
	Other
}
type Bad interface{ M() }
type hidden struct{ A int }
// F does.
func F() {}
func G() {}
// E is a method's.
func (Good) E() {}
func (*Good) H() {}
func (hidden) I() {}
func j() {}
// A group.
const (
	// K is one.
	K = 1
	L = 2
)
// N is alone.
var N int
var P, q int
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.ParseComments)
	works(t, err)
	if found := strings.Join(undocumented(file), " "); found != "Good.C Bad Bad.M G Good.H L P" {
		t.Error(found)
	}
}
