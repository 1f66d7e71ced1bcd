package drawn

import (
	"image"
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Code is a QR code as an SVG path.
type Code struct {
	Path string // empty: the text is too long to be drawn
	Size int    // dots of a side, with the quiet zone; at least 1
}

// quiet is how many light dots lie around a code on each side (ISO/IEC 18004, 6.3.8).
const quiet = 4

// QR draws a text. The level lets about 15 % of the dots be unreadable. A text that is too long gives an empty path.
func QR(text string) Code {
	img, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Code{Size: 1}
	}
	return Code{Path: dots(img), Size: img.Bounds().Dx() + 2*quiet}
}

// dots are the dark runs of each line of an image.
func dots(img image.Image) string {
	var out strings.Builder
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			start := x
			for x < b.Max.X && dark(img, x, y) {
				x++
			}
			if n := strconv.Itoa(x - start); x > start {
				out.WriteString("M" + strconv.Itoa(start+quiet) + " " + strconv.Itoa(y+quiet) + "h" + n + "v1h-" + n + "z")
			}
		}
	}
	return out.String()
}

func dark(img image.Image, x, y int) bool {
	red, _, _, _ := img.At(x, y).RGBA()
	return red < 0x8000
}
