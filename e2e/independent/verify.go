// Command verify checks what a Probity log gave away, without a line of Probity: hashing, proofs and notes are those of
// golang.org/x/mod/sumdb, formats are those of C2SP. It shares no code and no language with what it checks.
//
//	verify receipt -key VKEY -receipt FILE -leaf FILE [-witness VKEY]...
//	verify export  -key VKEY -dir DIR [-since FILE] [-witness VKEY]... [-streams]
//
// It prints one line and exits with 0 (accepted), 1 (refused, with the reason) or 2 (it could not be run like that).
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// keys are repeated -witness flags.
type keys []string

func (k *keys) String() string         { return strings.Join(*k, " ") }
func (k *keys) Set(value string) error { *k = append(*k, value); return nil }

// A checkpoint (c2sp.org/tlog-checkpoint) whose signatures were verified.
type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
}

// cosignatureKey verifies Ed25519 cosignatures (c2sp.org/tlog-cosignature, type 0x04), which x/mod does not know.
type cosignatureKey struct {
	name   string
	hash   uint32
	public ed25519.PublicKey
}

func (k *cosignatureKey) Name() string    { return k.name }
func (k *cosignatureKey) KeyHash() uint32 { return k.hash }
func (k *cosignatureKey) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature)
	message := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", seconds)), text...)
	return seconds > 0 && ed25519.Verify(k.public, message, signature[8:])
}

func parseWitnessKey(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("a witness key has three parts")
	}
	material, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(material) != 1+ed25519.PublicKeySize || material[0] != 4 {
		return nil, errors.New("a witness key has type 4 and 32 bytes")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), material...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the ID of the witness key is not its own")
	}
	return &cosignatureKey{parts[0], hash, ed25519.PublicKey(material[1:])}, nil
}

// trust opens notes: the log's key must have signed, and every witness that was named.
type trust struct {
	log       note.Verifier
	witnesses []note.Verifier
}

func parseTrust(logKey string, witnessKeys []string) (*trust, error) {
	log, err := note.NewVerifier(logKey)
	if err != nil {
		return nil, fmt.Errorf("-key: %w", err)
	}
	t := &trust{log: log}
	for _, vkey := range witnessKeys {
		witness, err := parseWitnessKey(vkey)
		if err != nil {
			return nil, fmt.Errorf("-witness: %w", err)
		}
		t.witnesses = append(t.witnesses, witness)
	}
	return t, nil
}

func (t *trust) open(message []byte) (*checkpoint, error) {
	all := append([]note.Verifier{t.log}, t.witnesses...)
	opened, err := note.Open(message, note.VerifierList(all...))
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	for _, verifier := range all {
		signed := false
		for _, signature := range opened.Sigs {
			signed = signed || signature.Name == verifier.Name() && signature.Hash == verifier.KeyHash()
		}
		if !signed {
			return nil, fmt.Errorf("checkpoint: %s did not sign it", verifier.Name())
		}
	}
	head, err := parseCheckpoint(opened.Text)
	if err != nil {
		return nil, err
	}
	if head.origin != t.log.Name() {
		return nil, fmt.Errorf("checkpoint: of %q, but the key is of %q", head.origin, t.log.Name())
	}
	return head, nil
}

func parseCheckpoint(text string) (*checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" {
		return nil, errors.New("checkpoint: not three lines")
	}
	size, err := parseDecimal(lines[1])
	if err != nil {
		return nil, fmt.Errorf("checkpoint: size: %w", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, fmt.Errorf("checkpoint: root: %w", err)
	}
	return &checkpoint{lines[0], size, root}, nil
}

func parseDecimal(text string) (int64, error) {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 0 || strconv.FormatInt(number, 10) != text {
		return 0, fmt.Errorf("%q is no plain decimal", text)
	}
	return number, nil
}

// receipt checks a c2sp.org/tlog-proof for a leaf.
func (t *trust) receipt(text, leaf []byte) (string, error) {
	head, message, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return "", errors.New("receipt: not a tlog-proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return "", errors.New("receipt: no index")
	}
	index, err := parseDecimal(strings.TrimPrefix(lines[0], "index "))
	if err != nil {
		return "", fmt.Errorf("receipt: index: %w", err)
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return "", fmt.Errorf("receipt: proof: %w", err)
		}
		proof = append(proof, hash)
	}
	tree, err := t.open([]byte(message))
	if err != nil {
		return "", err
	}
	if err := tlog.CheckRecord(proof, tree.size, tree.root, index, tlog.RecordHash(leaf)); err != nil {
		return "", fmt.Errorf("receipt: leaf %d in %d: %w", index, tree.size, err)
	}
	return fmt.Sprintf("leaf %d is in the log %s of %d entries", index, tree.origin, tree.size), nil
}

// export is a folder with the layout of c2sp.org/tlog-tiles.
type export struct {
	dir    string
	size   int64
	hashes []tlog.Hash // by tlog.StoredHashIndex
}

func (e *export) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(e.hashes)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		list[i] = e.hashes[index]
	}
	return list, nil
}

// path is that of tlog-tiles; the one in x/mod has the height of the tiles in it.
func (e *export) path(kind string, index int64, width int) string {
	name := fmt.Sprintf("%03d", index%1000)
	for rest := index / 1000; rest > 0; rest /= 1000 {
		name = fmt.Sprintf("x%03d/%s", rest%1000, name)
	}
	if width < tileWidth {
		name += fmt.Sprintf(".p/%d", width)
	}
	return filepath.Join(e.dir, "tile", kind, filepath.FromSlash(name))
}

// read gives a tile or bundle, and whether it has just that width: a partial one may have been replaced by the full one that
// grew out of it.
func (e *export) read(kind string, index int64, width int) (data []byte, exact bool, err error) {
	data, err = os.ReadFile(e.path(kind, index, width))
	if errors.Is(err, os.ErrNotExist) && width < tileWidth {
		if full, fullErr := os.ReadFile(e.path(kind, index, tileWidth)); fullErr == nil {
			return full, false, nil
		}
	}
	return data, true, err
}

func widthOf(entries, index int64) int {
	if rest := entries - index*tileWidth; rest < tileWidth {
		return int(rest)
	}
	return tileWidth
}

// entries hashes every entry into the tree, and shows each to visit.
func (e *export) entries(visit func(index int64, entry []byte) error) error {
	for bundle := int64(0); bundle*tileWidth < e.size; bundle++ {
		width := widthOf(e.size, bundle)
		data, exact, err := e.read("entries", bundle, width)
		if err != nil {
			return fmt.Errorf("entries: %w", err)
		}
		for i := 0; i < width; i++ {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return fmt.Errorf("entries: bundle %d ends within entry %d", bundle, i)
			}
			length := 2 + int(binary.BigEndian.Uint16(data))
			index := bundle*tileWidth + int64(i)
			if err := e.add(index, data[2:length]); err != nil {
				return err
			}
			if err := visit(index, data[2:length]); err != nil {
				return err
			}
			data = data[length:]
		}
		if exact && len(data) > 0 {
			return fmt.Errorf("entries: bundle %d has more than %d entries", bundle, width)
		}
	}
	return nil
}

func (e *export) add(index int64, entry []byte) error {
	hashes, err := tlog.StoredHashes(index, entry, e)
	if err != nil {
		return err
	}
	e.hashes = append(e.hashes, hashes...)
	return nil
}

// tiles compares every tile of the tree with the one that the entries make.
func (e *export) tiles() (int, error) {
	count := 0
	for level, nodes := 0, e.size; nodes > 0; level, nodes = level+1, nodes>>tileHeight {
		for index := int64(0); index*tileWidth < nodes; index++ {
			width := widthOf(nodes, index)
			made, err := tlog.ReadTileData(tlog.Tile{H: tileHeight, L: level, N: index, W: width}, e)
			if err != nil {
				return count, err
			}
			stored, exact, err := e.read(strconv.Itoa(level), index, width)
			if err != nil {
				return count, fmt.Errorf("tiles: %w", err)
			}
			if !bytes.HasPrefix(stored, made) || exact && len(stored) != len(made) {
				return count, fmt.Errorf("tiles: tile %d/%d is not what the entries make", level, index)
			}
			count++
		}
	}
	return count, nil
}

// rootAt is the root of the first size entries.
func (e *export) rootAt(size int64) (tlog.Hash, error) {
	if size == 0 {
		return sha256.Sum256(nil), nil
	}
	return tlog.TreeHash(size, e)
}

// streams checks that every writer's entries follow one another: seq without a gap, prev the hash of the one before.
type streams map[string]struct {
	seq  int64
	hash string
}

func (s streams) visit(index int64, entry []byte) error {
	var header struct {
		Src  string `json:"src"`
		Seq  int64  `json:"seq"`
		Prev string `json:"prev"`
	}
	if err := json.Unmarshal(entry, &header); err != nil || header.Src == "" {
		return fmt.Errorf("streams: entry %d is no header", index)
	}
	last := s[header.Src]
	if header.Seq != last.seq+1 || header.Prev != last.hash {
		return fmt.Errorf("streams: entry %d of %s has seq %d and does not follow seq %d", index, header.Src, header.Seq, last.seq)
	}
	sum := sha256.Sum256(entry)
	last.seq, last.hash = header.Seq, base64.StdEncoding.EncodeToString(sum[:])
	s[header.Src] = last
	return nil
}

// export recomputes everything in an exported log, and compares it with its checkpoint and with an older one.
func (t *trust) export(dir, since string, withStreams bool) (string, error) {
	message, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	head, err := t.open(message)
	if err != nil {
		return "", err
	}
	e := &export{dir: dir, size: head.size}
	writers := streams{}
	visit := func(int64, []byte) error { return nil }
	if withStreams {
		visit = writers.visit
	}
	if err := e.entries(visit); err != nil {
		return "", err
	}
	tiles, err := e.tiles()
	if err != nil {
		return "", err
	}
	if root, err := e.rootAt(e.size); err != nil || root != head.root {
		return "", fmt.Errorf("root: the entries do not make the root of the checkpoint (%v)", err)
	}
	if since != "" {
		if err := t.since(e, since); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d entries, %d tiles, %d streams checked of %s", e.size, tiles, len(writers), head.origin), nil
}

func (t *trust) since(e *export, file string) error {
	message, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("since: %w", err)
	}
	// Witnesses vouch for the newest checkpoint; the older one needs the log's signature alone.
	old, err := (&trust{log: t.log}).open(message)
	if err != nil {
		return fmt.Errorf("since: %w", err)
	}
	if old.size > e.size {
		return fmt.Errorf("since: the log had %d entries and has %d now", old.size, e.size)
	}
	if root, err := e.rootAt(old.size); err != nil || root != old.root {
		return fmt.Errorf("since: the log does not continue what it was at %d entries (%v)", old.size, err)
	}
	return nil
}

func readAll(files ...string) ([][]byte, error) {
	var all [][]byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func run(command string, arguments []string) (string, error) {
	flags := flag.NewFlagSet(command, flag.ExitOnError)
	var witnesses keys
	key := flags.String("key", "", "verifier key of the log")
	receipt := flags.String("receipt", "", "file with the tlog-proof")
	leaf := flags.String("leaf", "", "file with the exact bytes of the leaf")
	dir := flags.String("dir", "", "folder of the export")
	since := flags.String("since", "", "file with an older checkpoint that the log must continue")
	withStreams := flags.Bool("streams", false, "entries are headers: check every stream")
	flags.Var(&witnesses, "witness", "verifier key of a witness that must have cosigned (repeatable)")
	if err := flags.Parse(arguments); err != nil {
		return "", err
	}
	t, err := parseTrust(*key, witnesses)
	if err != nil {
		return "", err
	}
	if command == "export" {
		return t.export(*dir, *since, *withStreams)
	}
	files, err := readAll(*receipt, *leaf)
	if err != nil {
		return "", err
	}
	return t.receipt(files[0], files[1])
}

func main() {
	if len(os.Args) < 2 || os.Args[1] != "receipt" && os.Args[1] != "export" {
		fmt.Fprintln(os.Stderr, "usage: verify receipt|export -key VKEY ...")
		os.Exit(2)
	}
	result, err := run(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
	fmt.Println("ok:", result)
}
